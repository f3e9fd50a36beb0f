import type { ActualService } from "../plan/facts.ts";
import { primaryDeployment } from "../plan/primary-deployment.ts";
import type { Outputs } from "../steps/contract.ts";

/** How far ECS is with a deployment of its own (`ecs-svc/…`), and why we think so. */
export type Rollout =
  | { readonly state: "completed" }
  | { readonly state: "failed"; readonly reason: string }
  /** How many of its tasks run, where ECS shows the deployment. */
  | { readonly state: "running"; readonly reason: string; readonly runningCount?: number };

/** For so long after it was started a deployment may be missing from what ECS shows of its service. */
const visibilitySeconds = 60;
/** A service is shown for an hour after it was deleted. For so long after its creation it may not be shown at all. */
const serviceVisibilitySeconds = 5 * 60;

/**
 * Decides by what ECS shows now, never by an event: those come late, twice and out of order.
 * Only the deployment with our id counts. When ECS goes back to the release before, or a person starts something
 * else, another one takes its place, and completes too.
 */
export function decideRollout({
  service,
  ecsDeploymentId,
  outputs,
  startedAt,
  now,
}: {
  service: Pick<ActualService, "name" | "status" | "deployments"> | undefined;
  ecsDeploymentId: string;
  /** What our step left of it. */
  outputs: Outputs;
  /** When our step started it. */
  startedAt: number;
  now: number;
}): Rollout {
  const deployment = service?.deployments.find(({ id }) => id === ecsDeploymentId);
  if (!service || !deployment) {
    // One that was deleted may be an earlier one of the name, and the answer from before ours was made.
    const isGone = service === undefined || service.status === "INACTIVE";
    if (!isGone && isSinceShown(service, outputs))
      return { state: "failed", reason: replaced(service, ecsDeploymentId) };
    const seconds = isGone ? serviceVisibilitySeconds : visibilitySeconds;
    if (now < startedAt + seconds * 1000 || isOlder(service, startedAt)) {
      return { state: "running", reason: "ECS does not show the deployment yet" };
    }
    return { state: "failed", reason: isGone ? "the service is gone" : replaced(service, ecsDeploymentId) };
  }
  if (service.status !== "ACTIVE")
    return { state: "failed", reason: `the service ${service.name} is ${service.status}` };
  if (deployment.rolloutState === "FAILED") {
    return { state: "failed", reason: deployment.rolloutStateReason ?? "ECS does not say why" };
  }
  if (deployment.status !== "PRIMARY") return { state: "failed", reason: replaced(service, ecsDeploymentId) };
  if (deployment.rolloutState === "COMPLETED") return { state: "completed" };
  const { runningCount, desiredCount, failedTasks } = deployment;
  const failed = failedTasks > 0 ? `, ${failedTasks} failed` : "";
  return { state: "running", reason: `${runningCount} of ${desiredCount} tasks run${failed}`, runningCount };
}

/**
 * Whether what serves was changed after ECS had shown the deployment of these outputs, by the clock of ECS alone: then
 * the answer is not one from before it, and the deployment has been replaced.
 */
export function isSinceShown(service: Pick<ActualService, "deployments">, outputs: Outputs): boolean {
  const { updatedAt = 0 } = primaryDeployment(service) ?? {};
  return updatedAt > Number(outputs["service.shownAt"] ?? Number.POSITIVE_INFINITY);
}

/**
 * What took a deployment's place was changed after that had begun, also where ECS goes back to one from before.
 * Anything else is an old answer, however late it comes.
 */
function isOlder(service: Pick<ActualService, "deployments"> | undefined, startedAt: number): boolean {
  const { updatedAt } = primaryDeployment(service) ?? {};
  return updatedAt !== undefined && updatedAt < startedAt;
}

function replaced(service: Pick<ActualService, "name" | "deployments">, ecsDeploymentId: string): string {
  const primary = primaryDeployment(service);
  const by = primary ? ` by ${primary.id}, which runs ${primary.taskDefinitionArn}` : "";
  return `the deployment ${ecsDeploymentId} of ${service.name} was replaced${by}`;
}
