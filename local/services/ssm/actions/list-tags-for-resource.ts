import type { Action } from "../../../edge/contract.ts";
import type { SsmState } from "../state.ts";
import { requireTaggable } from "../taggable.ts";

export const listTagsForResource: Action<"ssm", "ListTagsForResource", SsmState> = (input, { state }) => ({
  TagList: [...requireTaggable(state, input).tags].map(([Key, Value]) => ({ Key, Value })),
});
