import type { Action } from "../../../edge/contract.ts";
import type { SsmState } from "../state.ts";
import { requireTaggable } from "../taggable.ts";

export const removeTagsFromResource: Action<"ssm", "RemoveTagsFromResource", SsmState> = (input, { state }) => {
  const { tags } = requireTaggable(state, input);
  for (const key of input.TagKeys ?? []) tags.delete(key);
  return {};
};
