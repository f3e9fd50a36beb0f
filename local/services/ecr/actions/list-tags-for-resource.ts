import type { Action } from "../../../edge/contract.ts";
import { requireArn } from "../repositories.ts";
import type { EcrState } from "../state.ts";

export const listTagsForResource: Action<"ecr", "ListTagsForResource", EcrState> = (input, { state, world }) => ({
  tags: [...requireArn(state, world, input.resourceArn).resourceTags].map(([Key, Value]) => ({ Key, Value })),
});
