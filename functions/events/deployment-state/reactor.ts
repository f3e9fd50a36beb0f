import type { Services } from "../../../shared/ports/services.ts";
import type { TaskTokens } from "../../../shared/ports/task-tokens.ts";
import { decideRollout, type Rollout } from "../../../shared/reactions/rollout.ts";
import { createEventHandler, type EventHandler, type ReactorTools } from "../../../shared/reactions/runner.ts";
import { findStep } from "../../../shared/store/deployments.ts";
import type { Store } from "../../../shared/store/store.ts";
import type { Wait } from "../../../shared/store/waits.ts";
import { parseDeploymentStateChange } from "./event.ts";

export interface DeploymentStateOptions extends ReactorTools {
  readonly store: Store;
  readonly services: Pick<Services, "find">;
  readonly taskTokens: TaskTokens;
}

/**
 * Wakes the machine that waits for a deployment of ECS. The event only says when to look: it may be late, doubled or
 * a stranger's, so that what ECS shows now decides, and an event that nobody waits for does nothing.
 */
export function createDeploymentStateHandler({
  store,
  services,
  taskTokens,
  ...tools
}: DeploymentStateOptions): EventHandler {
  const { clock } = tools;

  /** The step began in a function that is long over, so its end is written down here. */
  const endStep = async ({ deploymentId }: Wait, rollout: Exclude<Rollout, { state: "running" }>): Promise<void> => {
    const deployment = await store.deployments.find(deploymentId);
    const step = deployment && findStep(deployment, "apply", "await-deployment");
    if (step?.status !== "RUNNING") return;
    const ended = { ...step, endedAt: clock.now() };
    await store.deployments.endStep(
      deploymentId,
      rollout.state === "completed"
        ? { ...ended, status: "SUCCEEDED", did: "kept" }
        : { ...ended, status: "FAILED", error: failure(rollout.reason) },
    );
  };

  return createEventHandler(
    { ...tools, name: "event-deployment-state", parse: parseDeploymentStateChange },
    async ({ ecsDeploymentId }) => {
      const wait = await store.waits.find(ecsDeploymentId);
      if (!wait) return { did: "nothing", reason: `nobody waits for ${ecsDeploymentId}` };
      const service = await services.find(wait.cluster, wait.service);
      // An event tells of a deployment that exists: no time is left for it to become visible.
      const rollout = decideRollout({ service, ecsDeploymentId, startedAt: 0, now: clock.now() });
      if (rollout.state === "running") return { did: "nothing", reason: rollout.reason };
      // Side by side, since the machine waits; where one fails, the wait is still there for the event's next delivery.
      const [answer] = await Promise.all([
        rollout.state === "completed"
          ? taskTokens.succeed(wait.taskToken)
          : taskTokens.fail(wait.taskToken, failure(rollout.reason)),
        endStep(wait, rollout),
      ]);
      await store.waits.remove(ecsDeploymentId);
      return { did: answer, reason: rollout.state === "completed" ? "ECS completed it" : rollout.reason };
    },
  );
}

function failure(reason: string): { name: "DeploymentFailed"; message: string } {
  return { name: "DeploymentFailed", message: `ECS did not complete the deployment: ${reason}.` };
}
