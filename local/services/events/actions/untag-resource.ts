import type { Action } from "../../../edge/contract.ts";
import { findByArn } from "../find.ts";
import type { EventsState } from "../state.ts";

export const untagResource: Action<"events", "UntagResource", EventsState> = (input, { state }) => {
  const { tags } = findByArn(state, input.ResourceARN as string);
  for (const key of input.TagKeys ?? []) tags.delete(key);
  return {};
};
