import type { Action } from "../../../edge/contract.ts";
import { type LogsState, requireGroup } from "../state.ts";

export const deleteRetentionPolicy: Action<"logs", "DeleteRetentionPolicy", LogsState> = (input, { state }) => {
  requireGroup(state, input.logGroupName).retentionInDays = undefined;
  return {};
};
