import type { Action } from "../../../edge/contract.ts";
import { attachmentCount, describePolicy } from "../managed-policies.ts";
import { page } from "../pages.ts";
import type { IamState, ManagedPolicy } from "../state.ts";

export const listPolicies: Action<"iam", "ListPolicies", IamState> = (input, { state }) => {
  const inScope = (policy: ManagedPolicy): boolean => {
    const ofAws = policy.arn.startsWith("arn:aws:iam::aws:");
    return input.Scope === "AWS" ? ofAws : input.Scope === "Local" ? !ofAws : true;
  };
  const policies = [...state.policies.values()]
    .filter(inScope)
    .filter((policy) => policy.path.startsWith(input.PathPrefix ?? "/"))
    .filter((policy) => !input.OnlyAttached || attachmentCount(state, policy) > 0);
  const { items, ...rest } = page(policies, input);
  return { Policies: items.map((policy) => describePolicy(state, policy)), ...rest };
};
