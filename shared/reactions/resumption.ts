import type { PlannedService } from "../plan/plan.ts";
import type { ExecutionState } from "../ports/executions.ts";
import { acceptanceTimeoutSeconds, executionTimeoutSeconds } from "../steps/limits.ts";
import type { ResumePoint, Resumption } from "../steps/resumption.ts";
import { type Deployment, hasEnded, type StepRecord } from "../store/deployment.ts";

/** What is done about a deployment whose execution may have died, and why. */
export type ResumptionDecision =
  | { readonly action: "nothing"; readonly reason: string }
  /** It never came to be its service's latest, and nothing was done: it is over. */
  | { readonly action: "end"; readonly reason: string }
  /** It hangs: it is stopped, and what comes of that is decided then. */
  | { readonly action: "stop"; readonly reason: string }
  /** Another execution goes on. `isClaimed`: it was decided before, and only its start was lost. */
  | {
      readonly action: "resume";
      readonly resumption: Resumption;
      readonly isClaimed: boolean;
      readonly reason: string;
    }
  /** Not even an execution that was only to write down its end could do so: that is done here, as far as it is known. */
  | { readonly action: "record"; readonly failure: Resumption["error"] | undefined; readonly reason: string };

/** After so many resumptions nothing more is tried than to write down how it ended, and what is left. */
export const mostResumptions = 3;

/** Why nothing is done for a deployment that was kept, and whose acceptance went no further. */
const neverAccepted =
  "Its acceptance died half-way, and whoever asked for it was told of an error: nothing was changed. Ask for it again.";

/**
 * Decides how a deployment goes on whose execution was stopped, ran out of time, died in the interpreter, or was never
 * started. What was proved is recorded, what was being made is undone, what was being removed is removed further.
 * `isLatest` tells whether its service points to it: where not, nobody was told that it was accepted, or another one has
 * come since, which it must not undo or remove. `onFailure` is what its plan says: a version that had failed by itself, and
 * is to be held then, is left standing.
 */
export function decideResumption(
  deployment: Deployment,
  execution: ExecutionState | undefined,
  now: number,
  isLatest = true,
  onFailure: PlannedService["onFailure"] = "rollback",
): ResumptionDecision {
  const { status, createdAt, resumption, resumptions = 0 } = deployment;
  if (hasEnded(status)) return { action: "nothing", reason: `the deployment ended ${status}` };
  if (execution?.status === "RUNNING")
    return now < begunBy(deployment) + executionTimeoutSeconds * 1000
      ? { action: "nothing", reason: "its execution is at work" }
      : { action: "stop", reason: `It was at work for more than ${executionTimeoutSeconds / 60} minutes.` };
  if (!execution && now < (resumption?.at ?? createdAt) + acceptanceTimeoutSeconds * 1000)
    return { action: "nothing", reason: "its execution may be started at this moment" };
  if (!execution && !resumption && !isLatest) return { action: "end", reason: neverAccepted };
  if (!execution && resumption)
    return { action: "resume", resumption, isClaimed: true, reason: "its next execution was never started" };
  const what = whatHappened(execution);
  const held = onFailure === "hold" ? findHeld(deployment) : undefined;
  const from = held ? "failure" : resumePoint(deployment);
  const error = failedBefore(deployment) ?? resumption?.error ?? held ?? { Error: "Interrupted", Cause: what };
  if (resumptions > mostResumptions)
    return { action: "record", failure: from === "record" ? undefined : error, reason: what };
  return {
    action: "resume",
    resumption: { number: resumptions + 1, from, error, at: now },
    isClaimed: false,
    reason: what,
  };
}

/** When its execution has begun to work at the latest: until then it may have waited for an approval. */
function begunBy({ createdAt, approval, approved, resumption }: Deployment): number {
  return resumption?.at ?? approved?.at ?? (approval?.needed ? approval.expiresAt : createdAt);
}

function resumePoint(deployment: Deployment): ResumePoint {
  const { phase, action, startedAt, resumptions = 0 } = deployment;
  if (phase === "record") return "record";
  if (resumptions >= mostResumptions) return "failure";
  if (action === "remove") return "begin";
  // What has no plan has made nothing; what has been through its undo has only its end to be written down.
  return startedAt === undefined || isThroughUndo(deployment) ? "failure" : "undo";
}

/** Whether the last step was tried after the last undo: to undo again would only take as long again. */
function isThroughUndo({ steps }: Deployment): boolean {
  const undone = steps.find((step) => step.action === "undo" && step.kind === "task-definition");
  const record = steps.find((step) => step.action === "apply" && step.kind === "record");
  return undone !== undefined && record !== undefined && record.triedAt > (undone.endedAt ?? undone.triedAt);
}

/** With these a version fails by itself: it stands, and nothing was wrong with the machine. */
const verdicts: ReadonlySet<string> = new Set(["DeploymentFailed", "DeadlineExceeded", "VerificationFailed"]);

/** How a version failed by itself that nobody has begun to take back. */
function findHeld({ phase, action, ending, resumption, steps }: Deployment): Resumption["error"] | undefined {
  // An execution that was to write down the failure, and nothing else, may have died too.
  const isLeft = phase === "apply" || (resumption?.from === "failure" && !steps.some((step) => step.action === "undo"));
  if (action !== "deploy" || ending || !isLeft) return undefined;
  const failed = steps.findLast((step) => step.action === "apply" && step.status === "FAILED" && isVerdict(step));
  return failed?.error && { Error: failed.error.name, Cause: failed.error.message };
}

function isVerdict({ error }: StepRecord): boolean {
  return error !== undefined && verdicts.has(error.name);
}

/** The error of which the deployment was being undone already: it stays the cause. */
function failedBefore({ steps, action, phase }: Deployment): Resumption["error"] | undefined {
  if (phase !== "undo" || action !== "deploy") return undefined;
  const failed = steps.findLast((step) => step.action === "apply" && step.status === "FAILED");
  return failed?.error && { Error: failed.error.name, Cause: failed.error.message };
}

/** For a person: what ended the execution. */
function whatHappened(execution: ExecutionState | undefined): string {
  if (!execution) return "It was accepted, but its execution was never started.";
  const { status, error, cause } = execution;
  const told = [error, cause].filter((text) => text !== undefined && text !== "").join(": ");
  switch (status) {
    case "ABORTED":
      return told === ""
        ? "Its execution was stopped in Step Functions, outside of Fairway; CloudTrail tells by whom."
        : `Its execution was stopped in Step Functions: ${told}`;
    case "TIMED_OUT":
      return "Its execution ran out of time.";
    case "FAILED":
      return `Its execution died in Step Functions${told === "" ? "." : `: ${told}`}`;
    case "SUCCEEDED":
    case "RUNNING":
      return "Its execution ended and did not write down how.";
  }
}
