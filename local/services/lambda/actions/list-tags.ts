import type { Action } from "../../../edge/contract.ts";
import { findFunction } from "../find.ts";
import type { LambdaState } from "../state.ts";

export const listTags: Action<"lambda", "ListTags", LambdaState> = (input, { state, world }) => ({
  Tags: Object.fromEntries(findFunction(state, world, input.Resource as string).tags),
});
