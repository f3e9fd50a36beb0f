import { DeadlineExceeded, DeploymentFailed, NoCapacity } from "../../../shared/errors/errors.ts";
import type { Services } from "../../../shared/ports/services.ts";
import type { StoppedTasks } from "../../../shared/ports/stopped-tasks.ts";
import type { TaskTokens } from "../../../shared/ports/task-tokens.ts";
import { describeFailure } from "../../../shared/reactions/failure.ts";
import { leaveSpot } from "../../../shared/reactions/leave-spot.ts";
import { decideRollout } from "../../../shared/reactions/rollout.ts";
import { judge } from "../../../shared/reactions/verdict.ts";
import { createStepHandler, type StepHandler, type StepTools } from "../../../shared/steps/runner.ts";
import { deploymentOutputs, findStep } from "../../../shared/store/deployments.ts";

export interface AwaitDeploymentOptions extends StepTools {
  readonly services: Pick<Services, "find">;
  readonly stoppedTasks: StoppedTasks;
  readonly taskTokens: TaskTokens;
}

/**
 * Waits for ECS by task token: it leaves the token where the reactor to ECS's events finds it, and only then looks,
 * so that no event falls between. The machine lets the token time out once a minute and calls again: that is the
 * slow poll for events which never came. Throws `NoCapacity` where it goes on on demand, `DeploymentFailed`, or `DeadlineExceeded` once the deadline passed.
 */
export function createAwaitDeploymentHandler({
  services,
  stoppedTasks,
  taskTokens,
  ...tools
}: AwaitDeploymentOptions): StepHandler {
  const { store, clock } = tools;
  return createStepHandler({ ...tools, kind: "await-deployment" }, async ({ input, deployment, plan }) => {
    const outputs = deploymentOutputs(deployment);
    const ecsDeploymentId = outputs["service.deploymentId"];
    const { taskToken } = input;
    if (!plan || !ecsDeploymentId || !taskToken) {
      throw new TypeError(
        "Step await-deployment needs a plan, the deployment that step service began, and a task token.",
      );
    }
    const { cluster, name } = plan.resources.service;
    const { deadline } = deployment;
    await store.waits.put({
      ecsDeploymentId,
      deploymentId: deployment.id,
      taskToken,
      cluster,
      service: name,
      expiresAt: deadline,
    });

    const [service, stopped] = await Promise.all([services.find(cluster, name), stoppedTasks.list(cluster, name)]);
    const [startedAt, now] = [startOf(deployment), clock.now()];
    const rollout = decideRollout({ service, ecsDeploymentId, outputs, startedAt, now });
    const facts = { ecsDeploymentId, rollout, service, stopped, startedAt, now };
    const noCapacity = await leaveSpot(tools, deployment, plan, facts);
    if (noCapacity !== undefined) {
      await store.waits.remove({ ecsDeploymentId, taskToken });
      throw new NoCapacity(noCapacity);
    }
    const verdict = judge(rollout, ecsDeploymentId, stopped);
    switch (verdict.state) {
      case "completed":
        await store.waits.remove({ ecsDeploymentId, taskToken });
        await taskTokens.succeed(taskToken);
        return { did: "kept" };
      case "failed":
        await store.waits.remove({ ecsDeploymentId, taskToken });
        throw new DeploymentFailed(verdict.message);
      case "running": {
        if (clock.now() < deadline) return { did: "waiting" };
        const allowed = minutes(deadline - deployment.createdAt);
        const reason = `The deployment did not complete within its ${allowed} minutes: ${verdict.reason}`;
        await store.waits.remove({ ecsDeploymentId, taskToken });
        throw new DeadlineExceeded(describeFailure({ reason, ecsDeploymentId, stopped }));
      }
    }
  });
}

/** When the service step last asked ECS for the deployment. */
function startOf(deployment: Parameters<typeof findStep>[0]): number {
  return findStep(deployment, "apply", "service")?.triedAt ?? deployment.createdAt;
}

function minutes(milliseconds: number): number {
  return Math.round(milliseconds / 60_000);
}
