import type { Action } from "../../../edge/contract.ts";
import { findRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const untagRole: Action<"iam", "UntagRole", IamState> = (input, { state }) => {
  const { tags } = findRole(state, input.RoleName);
  for (const key of input.TagKeys ?? []) tags.delete(key);
  return {};
};
