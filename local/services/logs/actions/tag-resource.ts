import type { Action } from "../../../edge/contract.ts";
import { type LogsState, requireGroup } from "../state.ts";

export const tagResource: Action<"logs", "TagResource", LogsState> = (input, { state }) => {
  const group = requireGroup(state, input.resourceArn);
  for (const [key, value] of Object.entries(input.tags ?? {})) group.tags.set(key, value);
  return {};
};
