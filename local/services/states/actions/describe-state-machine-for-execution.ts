import type { Action } from "../../../edge/contract.ts";
import { findExecution } from "../find.ts";
import type { Running } from "../running.ts";

/** Tells the definition and role that an execution began with, whatever its machine has become since. */
export const describeStateMachineForExecution: Action<"states", "DescribeStateMachineForExecution", Running> = (
  input,
  { state },
) => {
  const { machine, revision } = findExecution(state, input.executionArn ?? "");
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    definition: revision.text,
    roleArn: revision.roleArn,
    updateDate: new Date(revision.date),
    loggingConfiguration: machine.loggingConfiguration,
    tracingConfiguration: machine.tracingConfiguration,
    ...(revision.id && { revisionId: revision.id }),
  };
};
