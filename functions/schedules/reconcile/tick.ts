import { type ResumeTools, resume } from "../../../shared/commands/resume.ts";
import { translate } from "../../../shared/errors/translate.ts";
import {
  createEventHandler,
  type EventHandler,
  type Reaction,
  type ReactorTools,
} from "../../../shared/reactions/runner.ts";
import { acceptanceTimeoutSeconds } from "../../../shared/steps/limits.ts";
import { hasEnded } from "../../../shared/store/deployment.ts";

/** How many deployments a tick looks at, the oldest first, and how many it lets go on; the rest is the next tick's. */
const mostLookedAt = 200;
const mostResumed = 10;

/**
 * Finds by level what no event told: deployments that have not ended, and whose execution is over or was never
 * started. It looks at those in progress only, so that a tick while nothing happens is one read.
 */
export function createReconcileHandler(tools: ResumeTools & ReactorTools): EventHandler {
  const { store, logger } = tools;

  const look = async (id: string, createdAt: number): Promise<Reaction> => {
    const deployment = await store.deployments.find(id);
    if (!deployment) return forgetUnlessNew(id, createdAt);
    if (!hasEnded(deployment.status)) return resume(tools, deployment);
    await store.deployments.forgetProgress(id);
    return { did: "nothing", reason: `the deployment ended ${deployment.status}` };
  };

  /** A deployment may be listed a moment before it is kept; one that is not there after a minute never will be. */
  const forgetUnlessNew = async (id: string, createdAt: number): Promise<Reaction> => {
    if (createdAt + acceptanceTimeoutSeconds * 1000 >= tools.clock.now())
      return { did: "nothing", reason: "it is being accepted" };
    await store.deployments.forgetProgress(id);
    return { did: "forgot", reason: "it was never accepted" };
  };

  return createEventHandler({ ...tools, name: "schedule-reconcile", parse: () => ({}) }, async () => {
    const inProgress = await store.deployments.listInProgress(mostLookedAt);
    const resumed: string[] = [];
    for (const { id, createdAt } of inProgress) {
      if (resumed.length >= mostResumed) break;
      // What cannot be read or resumed now does not keep the others waiting.
      const reaction = await look(id, createdAt).catch((error: unknown) => {
        const { name, message } = translate(error);
        logger.log({
          level: "error",
          message: "deployment not resumed",
          deploymentId: id,
          error: name,
          reason: message,
        });
        return undefined;
      });
      if (reaction && reaction.did !== "nothing") resumed.push(`${id} ${reaction.did}: ${reaction.reason}`);
    }
    return {
      did: resumed.length === 0 ? "nothing" : "resumed",
      reason: resumed.join(" ") || `${inProgress.length} in progress`,
    };
  });
}
