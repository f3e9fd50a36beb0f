import type { Action } from "../../../edge/contract.ts";
import { findFunction } from "../find.ts";
import type { LambdaState } from "../state.ts";

export const tagResource: Action<"lambda", "TagResource", LambdaState> = (input, { state, world }) => {
  const found = findFunction(state, world, input.Resource as string);
  for (const [key, value] of Object.entries(input.Tags ?? {})) found.tags.set(key, value);
  return {};
};
