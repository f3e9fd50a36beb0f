import type { Action } from "../../../edge/contract.ts";
import { findByArn } from "../find.ts";
import type { EventsState } from "../state.ts";

export const tagResource: Action<"events", "TagResource", EventsState> = (input, { state }) => {
  const { tags } = findByArn(state, input.ResourceARN as string);
  for (const tag of input.Tags ?? []) tags.set(tag.Key ?? "", tag.Value ?? "");
  return {};
};
