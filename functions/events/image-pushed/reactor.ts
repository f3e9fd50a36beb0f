import { deployPush, type PushTools } from "../../../shared/commands/deploy-push.ts";
import { parseOwnImage } from "../../../shared/gather/image.ts";
import { takesTag } from "../../../shared/model/push-rule.ts";
import type { Pushes } from "../../../shared/ports/pushes.ts";
import { createEventHandler, type EventHandler, type ReactorTools } from "../../../shared/reactions/runner.ts";
import { eachService } from "../../../shared/store/each-service.ts";
import { parseImagePushed } from "./event.ts";

export interface ImagePushedOptions extends PushTools, ReactorTools {
  readonly pushes: Pushes;
}

/**
 * Deploys a pushed image to the services whose manifest says so (`deployOnPush`). The event only says when to look:
 * what the tag names now is what is deployed, by its digest.
 */
export function createImagePushedHandler({ pushes, ...tools }: ImagePushedOptions): EventHandler {
  const { store, installation } = tools;
  return createEventHandler(
    { ...tools, name: "event-image-pushed", parse: parseImagePushed },
    async ({ repository, tag, at }) => {
      const takers: string[] = [];
      for await (const { name, spec } of eachService(store.services)) {
        const takes = spec?.deployOnPush && takesTag(spec.deployOnPush, tag);
        if (takes && parseOwnImage(spec.image, installation)?.repository === repository) takers.push(name);
      }
      if (takers.length === 0) return { did: "nothing", reason: `no service takes ${repository}:${tag}` };
      const found = await pushes.find(repository, tag);
      if (!found) return { did: "nothing", reason: `${repository}:${tag} is not there any more` };
      // An old image under a new tag was pushed long ago, by what ECR keeps: the event knows better.
      const push = { ...found, pushedAt: Math.max(found.pushedAt, at) };
      const told: string[] = [];
      for (const name of takers) {
        const { did, reason } = await deployPush(tools, name, [push]);
        told.push(`${name} ${did}: ${reason}`);
      }
      const isIdle = told.every((line) => / nothing: /.test(line));
      return { did: isIdle ? "nothing" : "deployed or kept", reason: told.join("; ") };
    },
  );
}
