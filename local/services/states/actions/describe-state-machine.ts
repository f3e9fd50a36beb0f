import type { Action } from "../../../edge/contract.ts";
import { findMachine } from "../find.ts";
import type { Running } from "../running.ts";

/** Tells a state machine's definition, role and settings. */
export const describeStateMachine: Action<"states", "DescribeStateMachine", Running> = (input, { state }) => {
  const machine = findMachine(state, input.stateMachineArn ?? "");
  const { revision } = machine;
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    status: machine.status,
    definition: revision.text,
    roleArn: revision.roleArn,
    type: machine.type,
    creationDate: new Date(machine.creationDate),
    loggingConfiguration: machine.loggingConfiguration,
    tracingConfiguration: machine.tracingConfiguration,
    ...(revision.id && { revisionId: revision.id }),
  };
};
