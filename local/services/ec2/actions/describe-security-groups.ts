import type { Action } from "../../../edge/contract.ts";
import { applyFilters, type Fields } from "../filters.ts";
import { findGroup, findGroupByIdOrName } from "../find.ts";
import { page } from "../pages.ts";
import { viewSecurityGroup } from "../security-group-views.ts";
import type { Ec2State, Rule, SecurityGroup } from "../state.ts";

const ruleFields = (prefix: string, egress: boolean): Fields<SecurityGroup> => {
  const each = (read: (rule: Rule) => string | undefined) => (group: SecurityGroup) =>
    group.rules.filter((rule) => rule.egress === egress).map(read);
  return {
    [`${prefix}.protocol`]: each((rule) => rule.protocol),
    [`${prefix}.from-port`]: each((rule) => String(rule.fromPort)),
    [`${prefix}.to-port`]: each((rule) => String(rule.toPort)),
    [`${prefix}.cidr`]: each((rule) => (rule.peer.kind === "cidr" ? rule.peer.cidr : undefined)),
    [`${prefix}.ipv6-cidr`]: each((rule) => (rule.peer.kind === "cidr6" ? rule.peer.cidr : undefined)),
    [`${prefix}.group-id`]: each((rule) => (rule.peer.kind === "group" ? rule.peer.groupId : undefined)),
  };
};

const fields: Fields<SecurityGroup> = {
  "group-id": (group) => group.id,
  "group-name": (group) => group.name,
  "vpc-id": (group) => group.vpcId,
  description: (group) => group.description,
  ...ruleFields("ip-permission", false),
  ...ruleFields("egress.ip-permission", true),
};

export const describeSecurityGroups: Action<"ec2", "DescribeSecurityGroups", Ec2State> = (input, { state, world }) => {
  const named = [
    ...(input.GroupIds ?? []).map((id) => findGroup(state, id)),
    ...(input.GroupNames ?? []).map((name) => findGroupByIdOrName(state, { GroupName: name })),
  ];
  const asked = named.length > 0 ? named : state.securityGroups.values();
  const owned = { ...fields, "owner-id": () => world.account };
  const found = applyFilters(asked, input.Filters, owned, (group) => state.tags.get(group.id));
  const { items, ...rest } = page(found, input);
  return { SecurityGroups: items.map((group) => viewSecurityGroup(state, world, group)), ...rest };
};
