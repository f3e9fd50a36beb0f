import type { Deployment } from "../../../shared/store/deployment.ts";
import { type Fault, isCallFault, isTaskFault } from "../faults/kinds.ts";
import type { Scenario } from "../scenarios.ts";

/** What passes by itself, or is no more than a nuisance: a deployment that meets it goes on as if nothing had been. */
const passing: ReadonlySet<Fault["kind"]> = new Set([
  "throttled",
  "server-error",
  "answer-lost",
  "lands-late",
  "not-visible-yet",
  "stale-read",
  "crash-before",
  "crash-after",
  "run-twice",
  "event-lost",
  "event-twice",
  "event-late",
  "event-overtaken",
]);

/** The longest that such a fault may last to count as passing. */
const longestSeconds = 60;

/**
 * What is deleted is denied by the role when it is deleted again: it has no tags any more. A step that does so, since
 * the answer was lost or an old one shows it still, gives up; so that is no part of the promise.
 */
const deletes = /:(Delete|Revoke)/;
const deletedAgain: readonly Fault["kind"][] = ["answer-lost", "stale-read"];

/** Whether a deployment must come through it. */
export function isPassing(fault: Fault): boolean {
  if (isTaskFault(fault) || !passing.has(fault.kind) || fault.seconds > longestSeconds) return false;
  if (!isCallFault(fault)) return true;
  return !(deletedAgain.includes(fault.kind) && deletes.test(fault.at.call));
}

/** What the SDK's next try overcomes: whoever asks hears nothing of it. */
function isUnnoticed(fault: Fault): boolean {
  return isCallFault(fault) && fault.seconds === 0 && ["throttled", "server-error", "answer-lost"].includes(fault.kind);
}

/**
 * I16: what passes is overcome. Answers the deployments that ended otherwise, or later, than the story tells where
 * nothing goes wrong.
 */
export function findGivenUp(
  { ends, withinSeconds = Number.POSITIVE_INFINITY }: Pick<Scenario, "ends" | "withinSeconds">,
  faults: readonly Fault[],
  ended: readonly (Deployment | undefined)[],
): string[] {
  if (!ends || !faults.every(isPassing)) return [];
  if (ended.length < ends.length && faults.every(isUnnoticed))
    return [`${ends.length - ended.length} of its commands were refused`];
  const longest = faults.length === 0 ? withinSeconds * 1000 : Number.POSITIVE_INFINITY;
  return ended.flatMap((deployment, index) => {
    if (!deployment) return ["a deployment is forgotten"];
    const { action, status, error, createdAt, endedAt = createdAt } = deployment;
    const end = [status, error?.name].filter((word) => word !== undefined).join(" ");
    if (end !== ends[index]) return [`${action} ended ${end} instead of ${ends[index]}`];
    return endedAt - createdAt <= longest ? [] : [`${action} ended after ${(endedAt - createdAt) / 1000} s`];
  });
}
