import type { Action } from "../../../edge/contract.ts";
import { redriveStatus } from "../announce.ts";
import { findExecution } from "../find.ts";
import type { Running } from "../running.ts";

/** Tells an execution's status, input and output. */
export const describeExecution: Action<"states", "DescribeExecution", Running> = (input, { state }) => {
  const execution = findExecution(state, input.executionArn ?? "");
  const { output, error, cause, stopDate, redriveDate } = execution;
  const withData = input.includedData !== "METADATA_ONLY";
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machine.arn,
    name: execution.name,
    status: execution.status,
    startDate: new Date(execution.startDate),
    ...(stopDate !== undefined && { stopDate: new Date(stopDate) }),
    ...(withData && { input: execution.input, inputDetails: { included: true } }),
    ...(withData && output !== undefined && { output, outputDetails: { included: true } }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    redriveCount: execution.redriveCount,
    ...(redriveDate !== undefined && { redriveDate: new Date(redriveDate) }),
    ...redriveStatus(execution),
  };
};
