import type { Action } from "../../../edge/contract.ts";
import { findGroupByIdOrName } from "../find.ts";
import { addRules, readRules } from "../rules.ts";
import { viewRule } from "../security-group-views.ts";
import type { Ec2State } from "../state.ts";
import { setTags, specifiedTags } from "../tags.ts";

/** Adds rules, all or none: one that is already there is `InvalidPermission.Duplicate`. */
export const authorizeSecurityGroupIngress: Action<"ec2", "AuthorizeSecurityGroupIngress", Ec2State> = (
  input,
  { state, world },
) => {
  const group = findGroupByIdOrName(state, input);
  const tags = specifiedTags(input.TagSpecifications, "security-group-rule");
  const rules = readRules(state, world, group, false, input);
  addRules(group, rules);
  for (const rule of rules) setTags(state, rule.id, tags);
  return { Return: true, SecurityGroupRules: rules.map((rule) => viewRule(state, world, group, rule)) };
};
