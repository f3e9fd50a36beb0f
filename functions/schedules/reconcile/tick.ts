import { type ResumeTools, resume } from "../../../shared/commands/resume.ts";
import { recordEnd } from "../../../shared/endings/record.ts";
import { translate } from "../../../shared/errors/translate.ts";
import { letGo } from "../../../shared/reactions/hold-back.ts";
import {
  createEventHandler,
  type EventHandler,
  type Reaction,
  type ReactorTools,
} from "../../../shared/reactions/runner.ts";
import { acceptanceTimeoutSeconds } from "../../../shared/steps/limits.ts";
import { hasEnded } from "../../../shared/store/deployment.ts";
import { findMissedRotations, type MissedRotationTools } from "./secrets.ts";
import { type LookTools, lookAtService } from "./services.ts";
import { handOverLostStops, type LostStopTools } from "./stops.ts";

/** How many deployments a tick looks at, the oldest first, and how many it lets go on; the rest is the next tick's. */
const mostLookedAt = 200;
const mostResumed = 10;

/** How many services a tick compares, so many at a time: of a thousand, each has its turn within five hours. */
const mostServices = 20;
const servicesAtOnce = 4;

/**
 * Finds by level what no event told: deployments that have not ended, and whose execution is over or was never
 * started; services that are not as they were deployed, or have another count than the wanted one; tasks of theirs
 * that stopped, and secrets of theirs that changed, of which nobody was told. Of services it takes a few in turn, so that a tick costs the same however
 * many there are.
 */
export function createReconcileHandler(
  tools: ResumeTools & LookTools & LostStopTools & MissedRotationTools & ReactorTools,
): EventHandler {
  const { store, logger } = tools;
  const record: ResumeTools["record"] = (over) => recordEnd(tools, { ...over, settle: async () => {} });

  const look = async (id: string, createdAt: number): Promise<Reaction> => {
    const deployment = await store.deployments.find(id);
    if (!deployment) return forgetUnlessNew(id, createdAt);
    if (!hasEnded(deployment.status)) return resume({ ...tools, record }, deployment);
    await store.deployments.forgetProgress(id);
    return { did: "nothing", reason: `the deployment ended ${deployment.status}` };
  };

  /** A deployment may be listed a moment before it is kept; one that is not there after a minute never will be. */
  const forgetUnlessNew = async (id: string, createdAt: number): Promise<Reaction> => {
    if (createdAt + acceptanceTimeoutSeconds * 1000 >= tools.clock.now())
      return { did: "nothing", reason: "it is being accepted" };
    await store.deployments.discard(id, tools.clock.now());
    return { did: "forgot", reason: "it was never accepted" };
  };

  /** What cannot be read or done now does not keep the others waiting. */
  const orLog = (work: Promise<Reaction>, message: string, subject: object): Promise<Reaction | undefined> =>
    work.catch((error: unknown) => {
      const { name, message: reason } = translate(error);
      logger.log({ level: "error", message, ...subject, error: name, reason });
      return undefined;
    });

  const resumeDeployments = async (): Promise<Done> => {
    const inProgress = await store.deployments.listInProgress(mostLookedAt);
    const told: string[] = [];
    for (const { id, createdAt } of inProgress) {
      if (told.length >= mostResumed) break;
      const reaction = await orLog(look(id, createdAt), "deployment not resumed", { deploymentId: id });
      if (reaction && reaction.did !== "nothing") told.push(`${id} ${reaction.did}: ${reaction.reason}`);
    }
    return { told, looked: inProgress.length };
  };

  const lookAtServices = async (): Promise<Done> => {
    const services = await store.rounds.next(mostServices);
    const told: string[] = [];
    const waiting = [...services];
    const work = async (): Promise<void> => {
      for (let service = waiting.shift(); service; service = waiting.shift()) {
        const { name } = service;
        const reactions = [
          await orLog(handOverLostStops(tools, service), "stopped tasks not compared", { service: name }),
          await orLog(findMissedRotations(tools, service), "secrets not compared", { service: name }),
          await orLog(lookAtService(tools, service), "service not compared", { service: name }),
        ];
        for (const reaction of reactions)
          if (reaction && reaction.did !== "nothing") told.push(`${name} ${reaction.did}: ${reaction.reason}`);
      }
    };
    await Promise.all(Array.from({ length: servicesAtOnce }, work));
    return { told, looked: services.length };
  };

  return createEventHandler({ ...tools, name: "schedule-reconcile", parse: () => ({}) }, async () => {
    const deployments = await resumeDeployments();
    const services = await lookAtServices();
    const letGone = await letGo(tools);
    const told = [...deployments.told, ...services.told, ...letGone];
    return {
      did: told.length === 0 ? "nothing" : "reconciled",
      reason: told.join(" ") || `${deployments.looked} in progress, ${services.looked} services compared`,
    };
  });
}

interface Done {
  readonly told: readonly string[];
  readonly looked: number;
}
