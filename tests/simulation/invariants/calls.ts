import type { StepKind } from "../../../shared/steps/contract.ts";
import type { Deployment } from "../../../shared/store/deployment.ts";

/** A call that is about to change something, and who makes it. */
export interface Change {
  /** `step-service`. */
  readonly function: string;
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
}

/** I11: the desired count is written when a service is made, when it goes, and by its one writer; never by a deployment. */
export function findSecondWriter({ function: name, service, operation, input }: Change): string[] {
  if (service !== "ecs" || operation !== "UpdateService" || name === "event-desired-count") return [];
  const { desiredCount } = input as { desiredCount?: number };
  return desiredCount === undefined || desiredCount === 0 ? [] : [`${name} writes desiredCount ${desiredCount}`];
}

/** I2: before a step changes anything, its intent is written down with the deployment. */
export function findUnannounced(
  { function: name, service, operation }: Change,
  action: string | undefined,
  deployment: Deployment | undefined,
): string[] {
  if (!name.startsWith("step-") || service === "dynamodb" || service === "lambda" || service === "states") return [];
  const kind = name.slice("step-".length) as StepKind;
  const announced = deployment?.steps.some((step) => step.kind === kind && step.action === action);
  return announced ? [] : [`${name} calls ${service}:${operation} without having announced ${action} ${kind}`];
}

/** I3: what is not ours is neither changed nor deleted. `foreign` are the ids and names of such resources. */
export function findTrespass(
  { function: name, service, operation, input }: Change,
  foreign: readonly string[],
): string[] {
  const text = JSON.stringify(input ?? {});
  return foreign.filter((id) => text.includes(`"${id}"`)).map((id) => `${name} calls ${service}:${operation} on ${id}`);
}
