import type { Action } from "../../../edge/contract.ts";
import { findInlinePolicy } from "../inline-policies.ts";
import { findRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const deleteRolePolicy: Action<"iam", "DeleteRolePolicy", IamState> = (input, { state }) => {
  const role = findRole(state, input.RoleName);
  findInlinePolicy(role, input.PolicyName);
  role.inlinePolicies.delete(input.PolicyName ?? "");
  return {};
};
