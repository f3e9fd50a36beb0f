import { Refused } from "../errors/errors.ts";
import type { Deployment } from "../store/deployment.ts";
import { findStep } from "../store/deployments.ts";
import type { StepKind } from "./contract.ts";

/**
 * Refuses to take back what the service may stand on: where a redeployment could not send it back to what it ran
 * before, its tasks may go on with the new version, whose task definition, target group and rules must then stay. Where
 * a first one could not delete it, nothing serves that must be reached. But the revision stays, since the next deployment
 * may have to go back to it, and ECS goes to none that is deregistered; and so do the groups, which no try deletes while
 * a task is attached to one. What stays is told as left over, and the next deployment or a removal settles it.
 */
export function requireGoneBack(deployment: Deployment, kind: StepKind): void {
  const { previous } = deployment;
  // Its undo may not have begun either, where its step may write nothing down.
  const isBack = findStep(deployment, "undo", "service")?.status === "SUCCEEDED";
  const applied = findStep(deployment, "apply", kind);
  if (isBack || !findStep(deployment, "apply", "service")) return;
  if (kind === "service" || !applied || applied.did === "kept") return;
  if (previous)
    throw new Refused(
      `The service could not be sent back, and may run the new version: what it needs of ${kind} stays until the next deployment.`,
    );
  if (kind === "task-definition" || kind === "security-groups")
    throw new Refused(
      "The service could not be deleted, and its tasks may hold this: it stays until the service is removed.",
    );
}
