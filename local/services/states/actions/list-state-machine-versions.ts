import type { Action } from "../../../edge/contract.ts";
import { findMachine } from "../find.ts";
import type { Running } from "../running.ts";

/** Lists a machine's versions: this cloud keeps none. */
export const listStateMachineVersions: Action<"states", "ListStateMachineVersions", Running> = (input, { state }) => {
  findMachine(state, input.stateMachineArn ?? "");
  return { stateMachineVersions: [] };
};
