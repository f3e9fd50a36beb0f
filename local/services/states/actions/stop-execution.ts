import type { Action } from "../../../edge/contract.ts";
import { findExecution } from "../find.ts";
import type { Running } from "../running.ts";

/** Stops an execution. One that is over stays as it ended. */
export const stopExecution: Action<"states", "StopExecution", Running> = (input, { world, state }) => {
  const execution = findExecution(state, input.executionArn ?? "");
  state.engine.stop(execution, input.error, input.cause);
  return { stopDate: new Date(execution.stopDate ?? world.clock.now()) };
};
