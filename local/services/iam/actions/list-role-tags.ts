import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";
import { findRole } from "../roles.ts";
import type { IamState } from "../state.ts";
import { describeTags } from "../tags.ts";

export const listRoleTags: Action<"iam", "ListRoleTags", IamState> = (input, { state }) => {
  const { items, ...rest } = page(describeTags(findRole(state, input.RoleName).tags), input);
  return { Tags: items, ...rest };
};
