import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";
import { findRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const listRolePolicies: Action<"iam", "ListRolePolicies", IamState> = (input, { state }) => {
  const { items, ...rest } = page([...findRole(state, input.RoleName).inlinePolicies.keys()].sort(), input);
  return { PolicyNames: items, ...rest };
};
