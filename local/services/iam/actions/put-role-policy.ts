import type { Action } from "../../../edge/contract.ts";
import { readDocument } from "../documents.ts";
import { findRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const putRolePolicy: Action<"iam", "PutRolePolicy", IamState> = (input, { state }) => {
  const document = readDocument(input.PolicyDocument ?? "", "identity");
  findRole(state, input.RoleName).inlinePolicies.set(input.PolicyName ?? "", document);
  return {};
};
