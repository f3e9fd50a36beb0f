import type { Action } from "../../../edge/contract.ts";
import type { SnsState } from "../state.ts";
import { findTagged } from "./tag-resource.ts";

export const listTagsForResource: Action<"sns", "ListTagsForResource", SnsState> = (input, { state }) => ({
  Tags: [...findTagged(state, input.ResourceArn).tags].map(([Key, Value]) => ({ Key, Value })),
});
