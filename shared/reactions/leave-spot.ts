import { classifyStop } from "../incidents/classify-stop.ts";
import { onDemand, usesSpot } from "../model/capacity.ts";
import type { ActualService } from "../plan/facts.ts";
import type { Plan } from "../plan/plan.ts";
import type { Clock } from "../ports/clock.ts";
import type { StoppedTask } from "../ports/stopped-tasks.ts";
import type { Deployment } from "../store/deployment.ts";
import type { Store } from "../store/store.ts";
import { failedTasks } from "./failure.ts";
import type { Rollout } from "./rollout.ts";
import { spotPolicy } from "./spot.ts";

/** A deployment of ECS that someone waits for, as ECS shows it now. */
export interface PlaceFacts {
  readonly ecsDeploymentId: string;
  readonly rollout: Rollout;
  readonly service: Pick<ActualService, "deployments" | "pendingCount" | "unplaced"> | undefined;
  readonly stopped: readonly StoppedTask[];
  /** When our step started it. */
  readonly startedAt: number;
  readonly now: number;
}

/**
 * Tells why a deployment finds no capacity, so that it should go on elsewhere; nothing where it has another cause, or
 * ECS may still find a place by itself.
 */
export function findNoPlace(facts: PlaceFacts): string | undefined {
  const { ecsDeploymentId, rollout, service, stopped, startedAt, now } = facts;
  if (rollout.state === "completed") return undefined;
  const failed = failedTasks(ecsDeploymentId, stopped).map((task) => ({ ...task, cause: classifyStop(task).cause }));
  if (!failed.every(({ cause }) => cause === "no-capacity" || cause === "spot-interruption")) return undefined;
  const { unplaced } = service ?? {};
  const isUnplaced = unplaced !== undefined && unplaced.at >= startedAt && lacksCapacity(unplaced.reason);
  const reason = isUnplaced ? unplaced.reason : failed.findLast(({ cause }) => cause === "no-capacity")?.stoppedReason;
  if (reason === undefined) return undefined;
  if (rollout.state === "failed") return `ECS ${reason}`;
  const ours = service?.deployments.find(({ id }) => id === ecsDeploymentId);
  const isWhole = ours && ours.runningCount + (service?.pendingCount ?? 0) >= ours.desiredCount;
  if (!ours || isWhole || now < startedAt + spotPolicy.settleSeconds * 1000) return undefined;
  return `${ours.runningCount} of ${ours.desiredCount} tasks run, and ECS ${reason}`;
}

function lacksCapacity(stoppedReason: string): boolean {
  return classifyStop({ stoppedReason, containers: [] }).cause === "no-capacity";
}

/**
 * Plans the rest of a deployment on demand where its tasks find no place on Spot, and answers why; `undefined` where it
 * stays as it is. What returns to Spot does not: it is undone, and tried again later. Once for each deployment of ECS:
 * whoever comes second is answered the same.
 */
export async function leaveSpot(
  { store, clock }: { readonly store: Pick<Store, "deployments">; readonly clock: Clock },
  { id, origin }: Pick<Deployment, "id" | "origin">,
  plan: Plan,
  facts: PlaceFacts,
): Promise<string | undefined> {
  const { service } = plan.resources;
  const { insteadOf: earlier } = service;
  // Not once the service step has run since then: to come here again and again would end with the execution alone.
  if (earlier?.deployment === facts.ecsDeploymentId && facts.startedAt < earlier.at) return earlier.why;
  if (!usesSpot(service) || origin?.command === "return") return undefined;
  const why = findNoPlace(facts);
  if (why === undefined) return undefined;
  const insteadOf = { deployment: facts.ecsDeploymentId, at: clock.now(), why };
  const resources = { ...plan.resources, service: { ...onDemand(service), insteadOf } };
  await store.deployments.keepPlan(id, { ...plan, resources });
  return why;
}
