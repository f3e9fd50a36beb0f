import type { Action } from "../../../edge/contract.ts";
import { findFunction } from "../find.ts";
import type { LambdaState } from "../state.ts";

export const deleteFunctionConcurrency: Action<"lambda", "DeleteFunctionConcurrency", LambdaState> = (
  input,
  { state, world },
) => {
  delete findFunction(state, world, input.FunctionName as string).reservedConcurrency;
  return {};
};
