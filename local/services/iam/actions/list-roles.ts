import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";
import { describeRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const listRoles: Action<"iam", "ListRoles", IamState> = (input, { state }) => {
  const roles = [...state.roles.values()]
    .filter((role) => role.path.startsWith(input.PathPrefix ?? "/"))
    .sort((one, other) => one.name.localeCompare(other.name));
  const { items, ...rest } = page(roles, input);
  return { Roles: items.map((role) => ({ ...describeRole(role), Tags: undefined })), ...rest };
};
