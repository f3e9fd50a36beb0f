import type { Action } from "../../../edge/contract.ts";
import type { EcsState } from "../state.ts";
import { tagsOf } from "../tags.ts";

/** UntagResource. Tags that are not there are passed over. */
export const untagResource: Action<"ecs", "UntagResource", EcsState> = (input, ecs) => {
  const tags = tagsOf(ecs, input.resourceArn ?? "");
  for (const key of input.tagKeys ?? []) tags.delete(key);
  return {};
};
