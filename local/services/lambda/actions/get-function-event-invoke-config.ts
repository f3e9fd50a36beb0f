import type { Action } from "../../../edge/contract.ts";
import { describeEventInvokeConfig, findEventInvokeConfig } from "../event-invoke-config.ts";
import { findFunction } from "../find.ts";
import type { LambdaState } from "../state.ts";

export const getFunctionEventInvokeConfig: Action<"lambda", "GetFunctionEventInvokeConfig", LambdaState> = (
  input,
  { state, world },
) => {
  const found = findFunction(state, world, input.FunctionName as string);
  return describeEventInvokeConfig(found, findEventInvokeConfig(found));
};
