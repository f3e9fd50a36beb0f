import type { Action } from "../../../edge/contract.ts";
import type { EcsState } from "../state.ts";
import { fromTags, tagsOf } from "../tags.ts";

/** ListTagsForResource. */
export const listTagsForResource: Action<"ecs", "ListTagsForResource", EcsState> = (input, ecs) => ({
  tags: fromTags(tagsOf(ecs, input.resourceArn ?? "")),
});
