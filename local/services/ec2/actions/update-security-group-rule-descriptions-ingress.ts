import type { Action } from "../../../edge/contract.ts";
import { findGroupByIdOrName } from "../find.ts";
import { describeRules } from "../rule-descriptions.ts";
import type { Ec2State } from "../state.ts";

export const updateSecurityGroupRuleDescriptionsIngress: Action<
  "ec2",
  "UpdateSecurityGroupRuleDescriptionsIngress",
  Ec2State
> = (input, { state, world }) => {
  describeRules(state, world, findGroupByIdOrName(state, input), false, input);
  return { Return: true };
};
