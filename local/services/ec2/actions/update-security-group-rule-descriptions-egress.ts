import type { Action } from "../../../edge/contract.ts";
import { findGroupByIdOrName } from "../find.ts";
import { describeRules } from "../rule-descriptions.ts";
import type { Ec2State } from "../state.ts";

export const updateSecurityGroupRuleDescriptionsEgress: Action<
  "ec2",
  "UpdateSecurityGroupRuleDescriptionsEgress",
  Ec2State
> = (input, { state, world }) => {
  describeRules(state, world, findGroupByIdOrName(state, input), true, input);
  return { Return: true };
};
