import type { Action } from "../../../edge/contract.ts";
import { errors } from "../errors.ts";
import type { Elbv2State } from "../state.ts";
import { requireTaggable } from "../tags.ts";

export const describeTags: Action<"elbv2", "DescribeTags", Elbv2State> = (input, { state }) => {
  const arns = input.ResourceArns ?? [];
  if (arns.length > 20) throw errors.validation("Resource ARNs must have at most 20 members");
  for (const arn of arns) requireTaggable(state, arn);
  return {
    TagDescriptions: arns.map((arn) => ({
      ResourceArn: arn,
      Tags: [...(state.tags.get(arn) ?? [])].map(([Key, Value]) => ({ Key, Value })),
    })),
  };
};
