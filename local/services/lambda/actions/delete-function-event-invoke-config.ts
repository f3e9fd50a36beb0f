import type { Action } from "../../../edge/contract.ts";
import { findEventInvokeConfig } from "../event-invoke-config.ts";
import { findFunction } from "../find.ts";
import type { LambdaState } from "../state.ts";

export const deleteFunctionEventInvokeConfig: Action<"lambda", "DeleteFunctionEventInvokeConfig", LambdaState> = (
  input,
  { state, world },
) => {
  const found = findFunction(state, world, input.FunctionName as string);
  findEventInvokeConfig(found);
  delete found.eventInvokeConfig;
  return {};
};
