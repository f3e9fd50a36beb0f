import type { Action } from "../../../edge/contract.ts";
import { describeSettings } from "../configuration.ts";
import { findFunction } from "../find.ts";
import { changeSettings } from "../settings.ts";
import type { LambdaState } from "../state.ts";

/** Changes a function's configuration; what is not given stays. The next invocation starts a new environment. */
export const updateFunctionConfiguration: Action<"lambda", "UpdateFunctionConfiguration", LambdaState> = (
  input,
  context,
) => {
  const found = findFunction(context.state, context.world, input.FunctionName as string);
  found.latest = changeSettings(context, found.latest, input);
  context.state.runner.retire(found.name);
  return describeSettings(found.latest);
};
