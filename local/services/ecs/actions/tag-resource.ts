import type { Action } from "../../../edge/contract.ts";
import type { EcsState } from "../state.ts";
import { fromTags, tagsOf, toTags } from "../tags.ts";

/** TagResource: adds tags, and changes those that are there. */
export const tagResource: Action<"ecs", "TagResource", EcsState> = (input, ecs) => {
  const tags = tagsOf(ecs, input.resourceArn ?? "");
  const added = toTags(input.tags);
  toTags(fromTags(new Map([...[...tags].filter(([key]) => !key.startsWith("aws:")), ...added])));
  for (const [key, value] of added) tags.set(key, value);
  return {};
};
