import type { Plan } from "../plan/plan.ts";
import type { StepAction, StepInput, StepKind } from "../steps/contract.ts";
import { onFailureOf } from "../steps/on-failure.ts";
import type {
  Deployment,
  DeploymentError,
  EndStatus,
  Leftover,
  StepRecord,
  WishedEnding,
} from "../store/deployment.ts";
import { findStep } from "../store/deployments.ts";

/** How a deployment ended. */
export interface Ending {
  readonly status: EndStatus;
  readonly error?: DeploymentError;
  readonly leftovers?: readonly Leftover[];
}

/**
 * Decides how a deployment ended, by what its steps wrote down: what was begun and not taken back is left over.
 * Without an error it succeeded, since only `verify` lets the machine come here so.
 */
export function decideEnding(deployment: Deployment, failure: StepInput["error"], plan?: Plan): Ending {
  if (!failure) return { status: "SUCCEEDED" };
  const error = describeFailure(deployment, failure);
  if (plan && isHeld(deployment, plan)) return { status: "HELD", error: withNextStep(error, deployment) };
  const leftovers = deployment.action === "deploy" ? notTakenBack(deployment) : notRemoved(deployment);
  if (leftovers.length > 0) return { status: "FAILED_DIRTY", error, leftovers };
  if (deployment.ending) return { status: deployment.ending.status, error };
  const wentBack = deployment.previous !== undefined && findStep(deployment, "apply", "service") !== undefined;
  return { status: wentBack ? "ROLLED_BACK" : "FAILED_CLEAN", error };
}

/** A version that ECS had begun to run and that nobody takes back, as its manifest wants it. */
function isHeld(deployment: Deployment, plan: Plan): boolean {
  const { action, phase, ending, resumption, steps } = deployment;
  // Where the execution died on its way here, another one comes only to write that down, and lets nothing more be made.
  const isResumed = resumption?.from === "failure" && !ending && !steps.some((step) => step.action === "undo");
  const stands = findStep(deployment, "apply", "service")?.status === "SUCCEEDED";
  return action === "deploy" && (phase === "apply" || isResumed) && stands && onFailureOf(deployment, plan) === "hold";
}

function withNextStep(error: DeploymentError, { service, previous }: Deployment): DeploymentError {
  const back = previous === undefined ? "" : `, go back (POST /v1/services/${service}/rollback)`;
  const next = `It was left standing, as onFailure: hold asks. Look at its tasks and logs; then deploy a corrected manifest${back}, or remove the service.`;
  return { ...error, message: `${error.message} ${next}` };
}

/** What `undo` takes back and `remove` deletes. The cluster and the logs stay, whoever made them. */
export const takenBack: readonly StepKind[] = [
  "service",
  "listener",
  "load-balancer",
  "target-group",
  "security-groups",
  "task-definition",
];

function notTakenBack(deployment: Deployment): Leftover[] {
  return takenBack
    .filter((kind) => findStep(deployment, "apply", kind) !== undefined)
    .flatMap((kind) => leftover(kind, "undo", findStep(deployment, "undo", kind)));
}

function notRemoved(deployment: Deployment): Leftover[] {
  const begun = takenBack.some((kind) => findStep(deployment, "remove", kind) !== undefined);
  if (!begun) return [];
  return takenBack.flatMap((kind) => leftover(kind, "remove", findStep(deployment, "remove", kind)));
}

function leftover(kind: StepKind, action: StepAction, step: StepRecord | undefined): Leftover[] {
  if (step?.status === "SUCCEEDED") return [];
  const why = step?.error?.message ?? (step ? `${action} did not end` : `${action} was not tried`);
  return [{ kind, why }];
}

/** The error as the step wrote it down where there is one: it holds more than Step Functions tells. */
function describeFailure(deployment: Deployment, failure: NonNullable<StepInput["error"]>): DeploymentError {
  if (deployment.ending) return describeEnding(deployment.ending);
  const step = findFailedStep(deployment);
  const told = step?.error?.name === failure.Error ? step.error : undefined;
  return {
    name: failure.Error,
    message: told?.message ?? readCause(failure),
    ...(step && { step: step.kind }),
    ...(told?.problems && { problems: told.problems }),
  };
}

/** What its machine met on the way to an end that someone wished says nothing more. */
function describeEnding({ status, by, cause, reason, deploymentId }: WishedEnding): DeploymentError {
  const why = reason === undefined ? "." : `: ${reason}`;
  if (cause === "rejected") return { name: "Rejected", message: `${by} rejected it${why}` };
  if (cause === "expired") return { name: "Expired", message: "Nobody approved it in time. Ask for it again." };
  return status === "CANCELLED"
    ? { name: "Cancelled", message: `${by} cancelled it${why}` }
    : { name: "Superseded", message: `${by} put deployment ${deploymentId} in its place${why}` };
}

/** The step that was tried last and did not succeed. */
function findFailedStep({ steps, action }: Deployment): StepRecord | undefined {
  const forward = action === "deploy" ? "apply" : "remove";
  return steps
    .filter((step) => step.action === forward && step.kind !== "record" && step.status !== "SUCCEEDED")
    .toSorted((one, other) => one.triedAt - other.triedAt)
    .at(-1);
}

/** Lambda's cause is JSON with an `errorMessage`, a task token's is plain text, and a timeout has none. */
function readCause({ Error: name, Cause: cause }: NonNullable<StepInput["error"]>): string {
  if (cause === undefined || cause === "") {
    return name === "States.Timeout"
      ? "A step did not answer in time."
      : `Step Functions says ${name} and nothing more.`;
  }
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: unknown };
    return typeof errorMessage === "string" ? errorMessage : cause;
  } catch {
    return cause;
  }
}
