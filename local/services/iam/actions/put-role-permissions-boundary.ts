import type { Action } from "../../../edge/contract.ts";
import { findPolicy } from "../managed-policies.ts";
import { findRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const putRolePermissionsBoundary: Action<"iam", "PutRolePermissionsBoundary", IamState> = (input, { state }) => {
  findRole(state, input.RoleName).boundaryArn = findPolicy(state, input.PermissionsBoundary).arn;
  return {};
};
