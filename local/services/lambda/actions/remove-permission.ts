import type { Action } from "../../../edge/contract.ts";
import { findFunction } from "../find.ts";
import { noPolicy } from "../resource-policy.ts";
import type { LambdaState } from "../state.ts";

export const removePermission: Action<"lambda", "RemovePermission", LambdaState> = (input, { state, world }) => {
  const found = findFunction(state, world, input.FunctionName as string);
  if (!found.statements.delete(input.StatementId as string))
    throw noPolicy(`Statement ${input.StatementId} is not found in resource policy.`);
  return {};
};
