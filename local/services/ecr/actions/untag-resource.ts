import type { Action } from "../../../edge/contract.ts";
import { requireArn } from "../repositories.ts";
import type { EcrState } from "../state.ts";

export const untagResource: Action<"ecr", "UntagResource", EcrState> = (input, { state, world }) => {
  const { resourceTags } = requireArn(state, world, input.resourceArn);
  for (const key of input.tagKeys ?? []) resourceTags.delete(key);
  return {};
};
