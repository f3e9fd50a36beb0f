import type { Action } from "../../../edge/contract.ts";
import { findRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const tagRole: Action<"iam", "TagRole", IamState> = (input, { state }) => {
  const { tags } = findRole(state, input.RoleName);
  for (const { Key = "", Value = "" } of input.Tags ?? []) tags.set(Key, Value);
  return {};
};
