import type { Action } from "../../../edge/contract.ts";
import { addTags } from "../given.ts";
import type { SsmState } from "../state.ts";
import { requireTaggable } from "../taggable.ts";

export const addTagsToResource: Action<"ssm", "AddTagsToResource", SsmState> = (input, { state }) => {
  addTags(requireTaggable(state, input).tags, input.Tags ?? []);
  return {};
};
