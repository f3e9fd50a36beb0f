import type { Action } from "../../../edge/contract.ts";
import { findFunction } from "../find.ts";
import { noPolicy, policyDocument } from "../resource-policy.ts";
import type { LambdaState } from "../state.ts";

/** Shows who may invoke the function besides principals of the account. */
export const getPolicy: Action<"lambda", "GetPolicy", LambdaState> = (input, { state, world }) => {
  const found = findFunction(state, world, input.FunctionName as string);
  if (found.statements.size === 0) throw noPolicy("The resource you requested does not exist.");
  return { Policy: policyDocument(found), RevisionId: found.latest.revisionId };
};
