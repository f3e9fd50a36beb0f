import { Refused } from "../errors/errors.ts";
import type { Deployment } from "../store/deployment.ts";
import { findStep } from "../store/deployments.ts";
import type { StepKind } from "./contract.ts";

/**
 * Refuses to take back what the service may stand on: where a redeployment could not send it back to what it ran
 * before, its tasks may go on with the new version, whose task definition, target group and rules must then stay. Where
 * a first one could not delete it, nothing serves that must be reached, but the revision stays: the next deployment may
 * have to go back to it, and ECS goes to none that is deregistered. What stays is told as left over, and the next
 * deployment or a removal settles it.
 */
export function requireGoneBack(deployment: Deployment, kind: StepKind): void {
  const { previous } = deployment;
  const back = findStep(deployment, "undo", "service");
  const applied = findStep(deployment, "apply", kind);
  if (!back || back.status === "SUCCEEDED") return;
  if (kind === "service" || !applied || applied.did === "kept") return;
  if (previous)
    throw new Refused(
      `The service could not be sent back, and may run the new version: what it needs of ${kind} stays until the next deployment.`,
    );
  if (kind === "task-definition")
    throw new Refused(
      "The service could not be deleted, and may run this revision: it stays until the service is removed.",
    );
}
