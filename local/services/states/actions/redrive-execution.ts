import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { redriveStatus } from "../announce.ts";
import { findExecution } from "../find.ts";
import type { Running } from "../running.ts";

const redrivableFor = 14 * 24 * 3600_000;

/** Goes on with an execution that did not succeed, from the state in which it ended. */
export const redriveExecution: Action<"states", "RedriveExecution", Running> = (input, { world, state }) => {
  const execution = findExecution(state, input.executionArn ?? "");
  const now = world.clock.now();
  const refuse = (reason: string): never => {
    throw new AwsError("ExecutionNotRedrivable", `Execution Not Redrivable: '${reason}'`);
  };
  const { redriveStatusReason } = redriveStatus(execution);
  if (redriveStatusReason) refuse(redriveStatusReason);
  if (execution.machine.type === "EXPRESS") refuse("Execution is of an EXPRESS state machine and cannot be redriven");
  if (now - (execution.stopDate ?? now) > redrivableFor) refuse("Execution ended more than 14 days ago");
  if (execution.machine.status === "DELETING") refuse("The state machine is being deleted");
  const { position } = execution;
  const type = position && execution.revision.definition.States[position.state]?.Type;
  if (type === "Parallel" || type === "Map")
    refuse(`This cloud does not redrive an execution that ended in a ${type} state; start it anew`);
  state.engine.redrive(execution);
  return { redriveDate: new Date(now) };
};
