import type { Action } from "../../../edge/contract.ts";
import { findByArn } from "../find.ts";
import type { EventsState } from "../state.ts";

export const listTagsForResource: Action<"events", "ListTagsForResource", EventsState> = (input, { state }) => ({
  Tags: [...findByArn(state, input.ResourceARN as string).tags].map(([Key, Value]) => ({ Key, Value })),
});
