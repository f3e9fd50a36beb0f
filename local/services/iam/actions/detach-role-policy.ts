import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const detachRolePolicy: Action<"iam", "DetachRolePolicy", IamState> = (input, { state }) => {
  const detached = findRole(state, input.RoleName).attachedPolicyArns.delete(input.PolicyArn ?? "");
  if (!detached) throw new AwsError("NoSuchEntityException", `Policy ${input.PolicyArn} was not found.`);
  return {};
};
