import type { Action } from "../../../edge/contract.ts";
import { findFunction } from "../find.ts";
import type { LambdaState } from "../state.ts";

/** Deletes a function with all versions, or one version of it. */
export const deleteFunction: Action<"lambda", "DeleteFunction", LambdaState> = (input, context) => {
  const found = findFunction(context.state, context.world, input.FunctionName as string);
  if (input.Qualifier && input.Qualifier !== "$LATEST") {
    const index = found.versions.findIndex((version) => version.version === input.Qualifier);
    if (index >= 0) found.versions.splice(index, 1);
    return {};
  }
  context.state.functions.delete(found.name);
  context.state.runner.retire(found.name);
  return {};
};
