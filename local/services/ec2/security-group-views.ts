import type { Output } from "../../edge/contract.ts";
import type { World } from "../../world/world.ts";
import { resourceArn } from "./ids.ts";
import type { Ec2State, Rule, SecurityGroup } from "./state.ts";
import { tagList } from "./tags.ts";
import type { Element } from "./views.ts";

export type SecurityGroupView = Element<Output<"ec2", "DescribeSecurityGroups">["SecurityGroups"]>;
export type RuleView = Element<Output<"ec2", "DescribeSecurityGroupRules">["SecurityGroupRules"]>;
export type PermissionView = Element<SecurityGroupView["IpPermissions"]>;

/** How EC2 writes a security group and its rules in an answer. */
export function viewSecurityGroup(state: Ec2State, world: World, group: SecurityGroup): SecurityGroupView {
  return {
    GroupId: group.id,
    GroupName: group.name,
    Description: group.description,
    VpcId: group.vpcId,
    OwnerId: world.account,
    SecurityGroupArn: resourceArn(world, "security-group", group.id),
    IpPermissions: viewPermissions(
      world,
      group.rules.filter((rule) => !rule.egress),
    ),
    IpPermissionsEgress: viewPermissions(
      world,
      group.rules.filter((rule) => rule.egress),
    ),
    Tags: tagList(state, group.id),
  };
}

/** Rules as permissions: those with the same protocol and ports stand together. */
export function viewPermissions(world: World, rules: readonly Rule[]): PermissionView[] {
  const together = Map.groupBy(rules, (rule) => `${rule.protocol} ${rule.fromPort} ${rule.toPort}`);
  return [...together.values()].map((same) => {
    const { protocol, fromPort, toPort } = same[0] as Rule;
    const described = (rule: Rule) => (rule.description === undefined ? {} : { Description: rule.description });
    const peers = <Kind extends Rule["peer"]["kind"]>(kind: Kind) =>
      same.filter((rule): rule is Rule & { peer: { kind: Kind } } => rule.peer.kind === kind);
    return {
      IpProtocol: protocol,
      ...(protocol !== "-1" && { FromPort: fromPort, ToPort: toPort }),
      IpRanges: peers("cidr").map((rule) => ({ CidrIp: rule.peer.cidr, ...described(rule) })),
      Ipv6Ranges: peers("cidr6").map((rule) => ({ CidrIpv6: rule.peer.cidr, ...described(rule) })),
      PrefixListIds: [],
      UserIdGroupPairs: peers("group").map((rule) => ({
        GroupId: rule.peer.groupId,
        UserId: world.account,
        ...described(rule),
      })),
    };
  });
}

export function viewRule(state: Ec2State, world: World, group: SecurityGroup, rule: Rule): RuleView {
  return {
    SecurityGroupRuleId: rule.id,
    SecurityGroupRuleArn: resourceArn(world, "security-group-rule", rule.id),
    GroupId: group.id,
    GroupOwnerId: world.account,
    IsEgress: rule.egress,
    IpProtocol: rule.protocol,
    FromPort: rule.fromPort,
    ToPort: rule.toPort,
    ...(rule.peer.kind === "cidr" && { CidrIpv4: rule.peer.cidr }),
    ...(rule.peer.kind === "cidr6" && { CidrIpv6: rule.peer.cidr }),
    ...(rule.peer.kind === "group" && {
      ReferencedGroupInfo: { GroupId: rule.peer.groupId, UserId: world.account, VpcId: group.vpcId },
    }),
    ...(rule.description !== undefined && { Description: rule.description }),
    Tags: tagList(state, rule.id),
  };
}
