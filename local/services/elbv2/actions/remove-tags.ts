import type { Action } from "../../../edge/contract.ts";
import type { Elbv2State } from "../state.ts";
import { requireTaggable } from "../tags.ts";

export const removeTags: Action<"elbv2", "RemoveTags", Elbv2State> = (input, { state }) => {
  const arns = input.ResourceArns ?? [];
  for (const arn of arns) requireTaggable(state, arn);
  for (const arn of arns) {
    for (const key of input.TagKeys ?? []) state.tags.get(arn)?.delete(key);
  }
  return {};
};
