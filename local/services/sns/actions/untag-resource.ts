import type { Action } from "../../../edge/contract.ts";
import type { SnsState } from "../state.ts";
import { findTagged } from "./tag-resource.ts";

export const untagResource: Action<"sns", "UntagResource", SnsState> = (input, { state }) => {
  const { tags } = findTagged(state, input.ResourceArn);
  for (const key of input.TagKeys ?? []) tags.delete(key);
  return {};
};
