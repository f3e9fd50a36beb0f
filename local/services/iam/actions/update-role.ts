import type { Action } from "../../../edge/contract.ts";
import { findRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const updateRole: Action<"iam", "UpdateRole", IamState> = (input, { state }) => {
  const role = findRole(state, input.RoleName);
  role.description = input.Description ?? role.description;
  role.maxSessionDuration = input.MaxSessionDuration ?? role.maxSessionDuration;
  return {};
};
