import type { Action } from "../../../edge/contract.ts";
import { errors } from "../errors.ts";
import { applyFilters, type Fields } from "../filters.ts";
import { page } from "../pages.ts";
import { viewRule } from "../security-group-views.ts";
import type { Ec2State, Rule, SecurityGroup } from "../state.ts";

const fields: Fields<{ group: SecurityGroup; rule: Rule }> = {
  "group-id": ({ group }) => group.id,
  "security-group-rule-id": ({ rule }) => rule.id,
};

export const describeSecurityGroupRules: Action<"ec2", "DescribeSecurityGroupRules", Ec2State> = (
  input,
  { state, world },
) => {
  const all = [...state.securityGroups.values()].flatMap((group) => group.rules.map((rule) => ({ group, rule })));
  const ids = input.SecurityGroupRuleIds ?? [];
  const unknown = ids.find((id) => !all.some(({ rule }) => rule.id === id));
  if (unknown) throw errors.ruleNotFound(unknown);
  const asked = ids.length > 0 ? all.filter(({ rule }) => ids.includes(rule.id)) : all;
  const found = applyFilters(asked, input.Filters, fields, ({ rule }) => state.tags.get(rule.id));
  const { items, ...rest } = page(found, input);
  return { SecurityGroupRules: items.map(({ group, rule }) => viewRule(state, world, group, rule)), ...rest };
};
