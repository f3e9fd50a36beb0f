import type { IpPermission, SecurityGroup, SecurityGroupRule } from "@aws-sdk/client-ec2";
import type { ActualRule, ActualSecurityGroup } from "../plan/facts.ts";
import type { Found } from "../ports/found.ts";
import type { NewRule } from "../ports/security-groups.ts";
import { present } from "./present.ts";
import { fromUpperPairs } from "./tags.ts";

/** EC2's way to write every protocol and port. */
const everything = "-1";

export function toPermission({ ports, peer, description: Description }: NewRule): IpPermission {
  const range = ports === "all" ? { IpProtocol: everything } : { IpProtocol: "tcp", FromPort: ports, ToPort: ports };
  if ("securityGroupId" in peer) {
    return { ...range, UserIdGroupPairs: [{ GroupId: peer.securityGroupId, Description }] };
  }
  return peer.cidr.includes(":")
    ? { ...range, Ipv6Ranges: [{ CidrIpv6: peer.cidr, Description }] }
    : { ...range, IpRanges: [{ CidrIp: peer.cidr, Description }] };
}

/** `rules` may hold those of other groups too. */
export function toSecurityGroup(group: SecurityGroup, rules: readonly SecurityGroupRule[]): Found<ActualSecurityGroup> {
  const own = rules.filter((rule) => rule.GroupId === group.GroupId);
  const id = present(group.GroupId, "the group's id");
  return {
    arn: group.SecurityGroupArn ?? id,
    id,
    name: present(group.GroupName, "the group's name"),
    vpcId: present(group.VpcId, "the group's VPC"),
    ingress: own.filter((rule) => !rule.IsEgress).map(toRule),
    egress: own.filter((rule) => rule.IsEgress).map(toRule),
    tags: fromUpperPairs(group.Tags),
  };
}

function toRule(rule: SecurityGroupRule): ActualRule {
  const all = rule.IpProtocol === everything;
  return {
    id: present(rule.SecurityGroupRuleId, "the rule's id"),
    protocol: present(rule.IpProtocol, "the rule's protocol"),
    fromPort: all ? undefined : rule.FromPort,
    toPort: all ? undefined : rule.ToPort,
    peer: toPeer(rule),
    description: rule.Description,
  };
}

function toPeer(rule: SecurityGroupRule): ActualRule["peer"] {
  if (rule.ReferencedGroupInfo?.GroupId) return { securityGroupId: rule.ReferencedGroupInfo.GroupId };
  if (rule.PrefixListId) return { prefixListId: rule.PrefixListId };
  return { cidr: present(rule.CidrIpv4 ?? rule.CidrIpv6, "the rule's peer") };
}
