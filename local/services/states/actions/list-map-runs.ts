import type { Action } from "../../../edge/contract.ts";
import { findExecution } from "../find.ts";
import type { Running } from "../running.ts";

/** Lists the runs of distributed Maps: this cloud has none. */
export const listMapRuns: Action<"states", "ListMapRuns", Running> = (input, { state }) => {
  findExecution(state, input.executionArn ?? "");
  return { mapRuns: [] };
};
