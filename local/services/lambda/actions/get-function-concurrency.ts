import type { Action } from "../../../edge/contract.ts";
import { findFunction } from "../find.ts";
import type { LambdaState } from "../state.ts";

export const getFunctionConcurrency: Action<"lambda", "GetFunctionConcurrency", LambdaState> = (
  input,
  { state, world },
) => {
  const { reservedConcurrency } = findFunction(state, world, input.FunctionName as string);
  return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
};
