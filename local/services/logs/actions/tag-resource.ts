import type { Action } from "../../../edge/contract.ts";
import { addTags } from "../names.ts";
import { type LogsState, requireGroup } from "../state.ts";

export const tagResource: Action<"logs", "TagResource", LogsState> = (input, { state }) => {
  addTags(requireGroup(state, input.resourceArn).tags, input.tags ?? {});
  return {};
};
