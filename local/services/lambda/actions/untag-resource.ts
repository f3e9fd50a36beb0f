import type { Action } from "../../../edge/contract.ts";
import { findFunction } from "../find.ts";
import type { LambdaState } from "../state.ts";

export const untagResource: Action<"lambda", "UntagResource", LambdaState> = (input, { state, world }) => {
  const found = findFunction(state, world, input.Resource as string);
  for (const key of input.TagKeys ?? []) found.tags.delete(key);
  return {};
};
