import type { Action } from "../../../edge/contract.ts";
import { findPolicy } from "../managed-policies.ts";
import { page } from "../pages.ts";
import { findRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const listAttachedRolePolicies: Action<"iam", "ListAttachedRolePolicies", IamState> = (input, { state }) => {
  const { items, ...rest } = page([...findRole(state, input.RoleName).attachedPolicyArns].sort(), input);
  const AttachedPolicies = items.map((PolicyArn) => ({ PolicyName: findPolicy(state, PolicyArn).name, PolicyArn }));
  return { AttachedPolicies, ...rest };
};
