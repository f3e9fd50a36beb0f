import type { StepAction, StepInput } from "./contract.ts";

const actions: readonly StepAction[] = ["apply", "undo", "remove"];

/** Reads what the state machine sent. A message of another shape is a mistake in the machine, not in a manifest. */
export function parseStepInput(event: unknown): StepInput {
  const { deploymentId, action, taskToken, error } = (event ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof deploymentId !== "string" || deploymentId === "") {
    throw new TypeError("A step's input needs `deploymentId`, a string.");
  }
  if (!actions.includes(action as StepAction)) {
    throw new TypeError(`A step's input needs \`action\`, one of ${actions.join(", ")}.`);
  }
  if (taskToken !== undefined && typeof taskToken !== "string") {
    throw new TypeError("A step's `taskToken` must be a string.");
  }
  return {
    deploymentId,
    action: action as StepAction,
    ...(taskToken !== undefined && { taskToken }),
    ...(error !== undefined && { error: parseError(error) }),
  };
}

function parseError(error: unknown): NonNullable<StepInput["error"]> {
  const { Error: name, Cause: cause } = (error ?? {}) as Readonly<Record<string, unknown>>;
  return {
    Error: typeof name === "string" ? name : "Unknown",
    ...(typeof cause === "string" && { Cause: cause }),
  };
}
