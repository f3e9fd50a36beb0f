import type { Action } from "../../../edge/contract.ts";
import { type LogsState, requireGroup } from "../state.ts";

export const listTagsForResource: Action<"logs", "ListTagsForResource", LogsState> = (input, { state }) => ({
  tags: Object.fromEntries(requireGroup(state, input.resourceArn).tags),
});
