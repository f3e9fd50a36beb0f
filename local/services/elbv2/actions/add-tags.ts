import type { Action } from "../../../edge/contract.ts";
import type { Elbv2State } from "../state.ts";
import { checkTags, requireTaggable, setTags } from "../tags.ts";

export const addTags: Action<"elbv2", "AddTags", Elbv2State> = (input, { state }) => {
  const arns = input.ResourceArns ?? [];
  checkTags(input.Tags);
  for (const arn of arns) requireTaggable(state, arn);
  for (const arn of arns) setTags(state, arn, input.Tags);
  return {};
};
