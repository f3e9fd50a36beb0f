import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findPolicy } from "../managed-policies.ts";
import type { IamState } from "../state.ts";

export const deletePolicy: Action<"iam", "DeletePolicy", IamState> = (input, { state }) => {
  const { arn } = findPolicy(state, input.PolicyArn);
  const used = [...state.roles.values()].some((role) => role.attachedPolicyArns.has(arn) || role.boundaryArn === arn);
  if (used) throw new AwsError("DeleteConflictException", "Cannot delete a policy attached to entities.");
  state.policies.delete(arn);
  return {};
};
