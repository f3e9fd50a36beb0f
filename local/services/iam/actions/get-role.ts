import type { Action } from "../../../edge/contract.ts";
import { describeRole, findRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const getRole: Action<"iam", "GetRole", IamState> = (input, { state }) => ({
  Role: describeRole(findRole(state, input.RoleName)),
});
