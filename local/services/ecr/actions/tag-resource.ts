import type { Action } from "../../../edge/contract.ts";
import { requireArn } from "../repositories.ts";
import type { EcrState } from "../state.ts";
import { addTags } from "../tags.ts";

export const tagResource: Action<"ecr", "TagResource", EcrState> = (input, { state, world }) => {
  addTags(requireArn(state, world, input.resourceArn).resourceTags, input.tags ?? []);
  return {};
};
