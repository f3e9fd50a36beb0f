import type { Deployment } from "../../../shared/store/deployment.ts";
import { type Fault, isCallFault, isTaskFault } from "../faults/kinds.ts";

/** What passes by itself, or is no more than a nuisance: a deployment that meets it goes on as if nothing had been. */
const passing: ReadonlySet<Fault["kind"]> = new Set([
  "throttled",
  "server-error",
  "answer-lost",
  "lands-late",
  "not-visible-yet",
  "stale-read",
  "run-twice",
  "event-lost",
  "event-twice",
  "event-late",
  "event-overtaken",
]);

/** The longest that such a fault may last to count as passing. */
const longestSeconds = 60;

/**
 * What is deleted is denied by the role when it is asked for again: it has no tags any more. A step that does so, since
 * the answer was lost, an old one shows it still, or another try was first, gives up; so that is no part of the promise.
 */
const deletes = /:(Delete|Deregister|Revoke)/;
const askedForAgain: readonly Fault["kind"][] = ["answer-lost", "stale-read", "run-twice"];

/** Whether a deployment must come through it. */
export function isPassing(fault: Fault): boolean {
  if (isTaskFault(fault) || !passing.has(fault.kind) || fault.seconds > longestSeconds) return false;
  if (!isCallFault(fault)) return true;
  return !(askedForAgain.includes(fault.kind) && deletes.test(fault.at.call));
}

/**
 * I16: what passes is overcome. Answers the deployments that ended otherwise than the story does where nothing goes
 * wrong. `wanted` is that end for each, with the error's name where it fails: `ROLLED_BACK DeploymentFailed`.
 */
export function findGivenUp(
  wanted: readonly string[],
  faults: readonly Fault[],
  ended: readonly (Deployment | undefined)[],
): string[] {
  if (!faults.every(isPassing)) return [];
  return ended.flatMap((deployment, index) => {
    const end = [deployment?.status, deployment?.error?.name].filter((word) => word !== undefined).join(" ");
    return end === wanted[index] ? [] : [`${deployment?.action} ended ${end} instead of ${wanted[index]}`];
  });
}
