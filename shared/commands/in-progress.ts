import { undoTimeoutSeconds } from "../steps/limits.ts";
import { type Deployment, hasEnded } from "../store/deployment.ts";

/** How long a deployment may be accepted without its machine: after this its acceptance is known to have died half-way. */
const acceptanceSeconds = 60;

/** Whether a deployment still holds its service, so that another must wait. */
export function isInProgress(deployment: Deployment | undefined, now: number): deployment is Deployment {
  if (deployment === undefined || hasEnded(deployment.status)) return false;
  const { status, executionArn, createdAt, deadline } = deployment;
  const neverStarted = status === "ACCEPTED" && executionArn === undefined;
  const abandoned = neverStarted && now > createdAt + acceptanceSeconds * 1000;
  const overdue = now > deadline + undoTimeoutSeconds * 1000;
  return !abandoned && !overdue;
}
