import type { Deployment, StepRecord } from "../store/deployment.ts";
import { findStep } from "../store/deployments.ts";
import type { StepKind, StepResult } from "./contract.ts";
import { lagSeconds, missingSeconds } from "./limits.ts";

/**
 * Whether an undo that found nothing to do may have looked too early: its own deployment made or changed the resource,
 * or may have, and AWS may still show what was there before. What comes later than `lagSeconds` is believed, and that
 * something is gone which was surely there after `missingSeconds`.
 *
 * ECS: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html, EC2:
 * https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html
 */
export function mayBeOld(
  deployment: Deployment,
  kind: StepKind,
  { did, isPartial = false, changedAt, isCurrent = false }: StepResult,
  now: number,
): boolean {
  if (isCurrent || (did !== "absent" && did !== "kept" && !isPartial)) return false;
  const applied = findStep(deployment, "apply", kind);
  const undone = findStep(deployment, "undo", kind);
  if (!applied || madeNothing(applied) || undone?.did === "removed") return false;
  // It surely has another state since then, so that an old answer is known however late it comes.
  if (applied.did === "updated" && changedAt !== undefined && changedAt < applied.startedAt) return true;
  if (did === "kept" && hasShownItsEnd(deployment, kind)) return false;
  const shownSince = applied.endedAt ?? applied.triedAt;
  if (!wasMade(applied)) return now < shownSince + lagSeconds * 1000;
  // What was surely made, and is not there, was taken away or is shown as of old: however long ago it was made.
  const lookedSince = Math.max(shownSince, undone?.startedAt ?? now);
  return now < lookedSince + (did === "absent" ? missingSeconds : lagSeconds) * 1000;
}

/** It says so, or was waiting for AWS to show what it had made. */
function wasMade({ did, error }: StepRecord): boolean {
  return did === "created" || error?.name === "NotReady";
}

/** It found everything as planned, or refused at its first look, which comes before the first change. */
function madeNothing({ status, did, error, startedAt, triedAt }: StepRecord): boolean {
  if (status === "SUCCEEDED") return did === "kept";
  return status === "FAILED" && error?.name === "Conflict" && startedAt === triedAt;
}

/** ECS has told how its deployment failed: what it showed then was newer than the change. */
function hasShownItsEnd(deployment: Deployment, kind: StepKind): boolean {
  const told = [findStep(deployment, "apply", "await-deployment"), findStep(deployment, "apply", "service")];
  return kind === "service" && told.some((step) => step?.error?.name === "DeploymentFailed");
}
