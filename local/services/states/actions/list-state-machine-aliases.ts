import type { Action } from "../../../edge/contract.ts";
import { findMachine } from "../find.ts";
import type { Running } from "../running.ts";

/** Lists a machine's aliases: this cloud keeps none. */
export const listStateMachineAliases: Action<"states", "ListStateMachineAliases", Running> = (input, { state }) => {
  findMachine(state, input.stateMachineArn ?? "");
  return { stateMachineAliases: [] };
};
