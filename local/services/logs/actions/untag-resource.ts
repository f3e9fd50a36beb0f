import type { Action } from "../../../edge/contract.ts";
import { type LogsState, requireGroup } from "../state.ts";

export const untagResource: Action<"logs", "UntagResource", LogsState> = (input, { state }) => {
  const group = requireGroup(state, input.resourceArn);
  for (const key of input.tagKeys ?? []) group.tags.delete(key);
  return {};
};
