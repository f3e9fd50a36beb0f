import type { Action } from "../../../edge/contract.ts";
import { forgetIfDeleted } from "../run/engine.ts";
import type { Running } from "../running.ts";

/** Deletes a state machine. Executions that still run end at their next transition; then it is gone. */
export const deleteStateMachine: Action<"states", "DeleteStateMachine", Running> = (input, { state }) => {
  const machine = state.machines.get(input.stateMachineArn ?? "");
  if (machine) {
    machine.status = "DELETING";
    forgetIfDeleted(state, machine);
  }
  return {};
};
