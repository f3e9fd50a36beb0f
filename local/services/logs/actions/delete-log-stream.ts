import type { Action } from "../../../edge/contract.ts";
import { type LogsState, requireGroup, requireStream } from "../state.ts";

export const deleteLogStream: Action<"logs", "DeleteLogStream", LogsState> = (input, { state }) => {
  const group = requireGroup(state, input.logGroupName);
  group.streams.delete(requireStream(group, input.logStreamName).name);
  return {};
};
