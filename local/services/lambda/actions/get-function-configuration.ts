import type { Action } from "../../../edge/contract.ts";
import { describeSettings } from "../configuration.ts";
import { findFunction, findSettings } from "../find.ts";
import type { LambdaState } from "../state.ts";

export const getFunctionConfiguration: Action<"lambda", "GetFunctionConfiguration", LambdaState> = (
  input,
  { state, world },
) => {
  const found = findFunction(state, world, input.FunctionName as string);
  return describeSettings(findSettings(found, input.FunctionName as string, input.Qualifier));
};
