import type { DeploymentStatus } from "../store/deployment.ts";

/** For so long a deployment is followed at most, should it never end. */
export const followedHours = 26;

/**
 * In how many seconds to look again how a deployment goes on, so many seconds after it began: often while a person
 * watches, seldom later, so that a whole day of waiting for approval stays far below what Slack lets one edit.
 */
export function lookAgainSeconds(ageSeconds: number, status: DeploymentStatus): number {
  if (status === "AWAITING_APPROVAL") return 60;
  if (ageSeconds < 60) return 3;
  return ageSeconds < 300 ? 10 : 30;
}
