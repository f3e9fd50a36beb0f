import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findMachine } from "../find.ts";
import { startNamed } from "../run/start-named.ts";
import type { Running } from "../running.ts";

/** Starts an execution of a machine of type EXPRESS and answers when it is over. */
export const startSyncExecution: Action<"states", "StartSyncExecution", Running> = async (input, { state }) => {
  const machine = findMachine(state, input.stateMachineArn ?? "");
  if (machine.type !== "EXPRESS")
    throw new AwsError("StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
  const execution = startNamed(state.engine, machine.arn, input.name, input.input ?? "{}");
  await new Promise<void>((resolve) => execution.whenOver.add(resolve));
  const { status, output, error, cause } = execution;
  return {
    executionArn: execution.arn,
    stateMachineArn: machine.arn,
    name: execution.name,
    startDate: new Date(execution.startDate),
    stopDate: new Date(execution.stopDate ?? execution.startDate),
    status: status === "SUCCEEDED" || status === "TIMED_OUT" ? status : "FAILED",
    input: execution.input,
    inputDetails: { included: true },
    ...(output !== undefined && { output, outputDetails: { included: true } }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  };
};
