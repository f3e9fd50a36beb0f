import type { Action } from "../../../edge/contract.ts";
import { startNamed } from "../run/start-named.ts";
import type { Running } from "../running.ts";

/** Starts an execution. The same name and input, while it runs, is the same execution. */
export const startExecution: Action<"states", "StartExecution", Running> = (input, { state }) => {
  const execution = startNamed(state.engine, input.stateMachineArn ?? "", input.name, input.input ?? "{}");
  return { executionArn: execution.arn, startDate: new Date(execution.startDate) };
};
