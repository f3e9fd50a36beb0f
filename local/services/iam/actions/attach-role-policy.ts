import type { Action } from "../../../edge/contract.ts";
import { findPolicy } from "../managed-policies.ts";
import { findRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const attachRolePolicy: Action<"iam", "AttachRolePolicy", IamState> = (input, { state }) => {
  findRole(state, input.RoleName).attachedPolicyArns.add(findPolicy(state, input.PolicyArn).arn);
  return {};
};
