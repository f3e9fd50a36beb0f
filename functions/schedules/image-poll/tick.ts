import { deployPush, type PushTools } from "../../../shared/commands/deploy-push.ts";
import { translate } from "../../../shared/errors/translate.ts";
import { parseOwnImage } from "../../../shared/gather/image.ts";
import type { Pushes } from "../../../shared/ports/pushes.ts";
import type { Push } from "../../../shared/reactions/push.ts";
import {
  createEventHandler,
  type EventHandler,
  type Reaction,
  type ReactorTools,
} from "../../../shared/reactions/runner.ts";
import type { ServiceRecord } from "../../../shared/store/services.ts";

export interface ImagePollOptions extends PushTools, ReactorTools {
  readonly pushes: Pushes;
}

/** How many services a tick looks at, in turn: of a thousand, each has its turn within four hours. */
const mostServices = 50;

/** How many deployments a tick begins; the rest is for the next turn. */
const mostBegun = 10;

/**
 * Finds pushes whose event never came, which ECR sends as best it can: asks for what the repositories of services with
 * `deployOnPush` hold, each once a tick, and deploys as the event would have.
 */
export function createImagePollHandler({ pushes, ...tools }: ImagePollOptions): EventHandler {
  const { store, installation, logger } = tools;

  const look = async (
    { name, spec }: ServiceRecord,
    list: (repository: string) => Promise<readonly Push[]>,
  ): Promise<Reaction | undefined> => {
    const repository = spec?.deployOnPush && parseOwnImage(spec.image, installation)?.repository;
    if (!repository) return undefined;
    return deployPush(tools, name, await list(repository));
  };

  /** Several services may use one repository. */
  const listOnce = () => {
    const known = new Map<string, Promise<readonly Push[]>>();
    return (repository: string): Promise<readonly Push[]> => {
      const listed = known.get(repository) ?? listAll(repository);
      known.set(repository, listed);
      return listed;
    };
  };

  const listAll = async (repository: string): Promise<readonly Push[]> => {
    const { pushes: found, isWhole } = await pushes.list(repository);
    if (!isWhole) logger.log({ level: "warn", message: "repository too large to be polled whole", repository });
    return found;
  };

  return createEventHandler({ ...tools, name: "schedule-image-poll", parse: () => ({}) }, async () => {
    const services = await store.rounds.next(mostServices, "IMAGES");
    const list = listOnce();
    const told: string[] = [];
    let begun = 0;
    for (const service of services) {
      if (begun >= mostBegun) break;
      try {
        const reaction = await look(service, list);
        if (reaction?.did === "deploys") begun++;
        if (reaction && reaction.did !== "nothing") told.push(`${service.name} ${reaction.did}: ${reaction.reason}`);
      } catch (error) {
        const { name, message: reason } = translate(error);
        logger.log({ level: "error", message: "images not polled", service: service.name, error: name, reason });
      }
    }
    return {
      did: told.length === 0 ? "nothing" : "found pushes",
      reason: told.join(" ") || `${services.length} services looked at`,
    };
  });
}
