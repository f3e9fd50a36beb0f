import type { Action } from "../../../edge/contract.ts";
import { type LogsState, requireGroup } from "../state.ts";

export const deleteLogGroup: Action<"logs", "DeleteLogGroup", LogsState> = (input, { state }) => {
  state.groups.delete(requireGroup(state, input.logGroupName).name);
  return {};
};
