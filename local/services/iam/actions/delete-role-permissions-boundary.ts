import type { Action } from "../../../edge/contract.ts";
import { findRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const deleteRolePermissionsBoundary: Action<"iam", "DeleteRolePermissionsBoundary", IamState> = (
  input,
  { state },
) => {
  findRole(state, input.RoleName).boundaryArn = undefined;
  return {};
};
