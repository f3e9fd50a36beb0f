import { AwsError } from "../../edge/aws-error.ts";
import type { Input } from "../../edge/contract.ts";
import type { World } from "../../world/world.ts";
import { formatBlock, parseBlock } from "./cidr.ts";
import { errors } from "./errors.ts";
import { findGroup } from "./find.ts";
import { newId } from "./ids.ts";
import type { Ec2State, Peer, Rule, SecurityGroup } from "./state.ts";

export type IpPermission = NonNullable<Input<"ec2", "AuthorizeSecurityGroupIngress">["IpPermissions"]>[number];

/** The short form of a rule that older callers write instead of `IpPermissions`. */
interface ShortForm {
  readonly IpPermissions?: readonly IpPermission[] | undefined;
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly CidrIp?: string | undefined;
  readonly SourceSecurityGroupName?: string | undefined;
}

const protocolNames: Readonly<Record<string, string>> = {
  "6": "tcp",
  "17": "udp",
  "1": "icmp",
  "58": "icmpv6",
  all: "-1",
};
const withPorts = new Set(["tcp", "udp", "icmp", "icmpv6"]);
/** The quota "inbound or outbound rules per security group". */
const ruleLimit = 60;

/** Reads the rules of an authorize or revoke call. Each CIDR block and each group of a permission is one rule. */
export function readRules(
  state: Ec2State,
  world: World,
  group: SecurityGroup,
  egress: boolean,
  input: ShortForm,
): Rule[] {
  const permissions = input.IpPermissions?.length ? input.IpPermissions : [shortForm(input)];
  const rules = permissions.flatMap((permission) => {
    const ports = readPorts(permission);
    return readPeers(state, group, permission).map(
      ({ peer, description }): Rule => ({ id: newId(world, "sgr"), egress, ...ports, peer, description }),
    );
  });
  if (rules.length === 0) throw errors.missing("ipPermissions");
  const keys = rules.map(ruleKey);
  if (new Set(keys).size < keys.length) {
    throw errors.invalidValue("The same permission must not appear multiple times");
  }
  return rules;
}

/** Two rules with the same key are the same rule: a description makes no difference. */
export function ruleKey(rule: Rule): string {
  return JSON.stringify([rule.egress, rule.protocol, rule.fromPort, rule.toPort, rule.peer]);
}

/** Adds rules to the group, all or none. */
export function addRules(group: SecurityGroup, rules: readonly Rule[]): void {
  const present = new Set(group.rules.map(ruleKey));
  for (const rule of rules) {
    if (!present.has(ruleKey(rule))) continue;
    throw new AwsError("InvalidPermission.Duplicate", `the specified rule "${describeRule(rule)}" already exists`);
  }
  for (const egress of [false, true]) {
    const count = [...group.rules, ...rules].filter((rule) => rule.egress === egress).length;
    if (count > ruleLimit) {
      throw new AwsError(
        "RulesPerSecurityGroupLimitExceeded",
        "The maximum number of rules per security group has been reached.",
      );
    }
  }
  group.rules = [...group.rules, ...rules];
}

function describeRule(rule: Rule): string {
  const peer = rule.peer.kind === "group" ? rule.peer.groupId : rule.peer.cidr;
  if (rule.protocol === "-1") return `peer: ${peer}, ALL, ALLOW`;
  if (!withPorts.has(rule.protocol)) return `peer: ${peer}, protocol: ${rule.protocol}, ALLOW`;
  return `peer: ${peer}, ${rule.protocol.toUpperCase()}, from port: ${rule.fromPort}, to port: ${rule.toPort}, ALLOW`;
}

function shortForm(input: ShortForm): IpPermission {
  return {
    IpProtocol: input.IpProtocol,
    FromPort: input.FromPort,
    ToPort: input.ToPort,
    ...(input.CidrIp && { IpRanges: [{ CidrIp: input.CidrIp }] }),
    ...(input.SourceSecurityGroupName && { UserIdGroupPairs: [{ GroupName: input.SourceSecurityGroupName }] }),
  };
}

function readPorts(permission: IpPermission): Pick<Rule, "protocol" | "fromPort" | "toPort"> {
  const given = permission.IpProtocol?.toLowerCase();
  if (!given) throw errors.missing("ipProtocol");
  const protocol = protocolNames[given] ?? given;
  if (!withPorts.has(protocol)) {
    if (protocol !== "-1" && !/^\d{1,3}$/.test(protocol)) {
      throw errors.invalidValue(`Invalid value '${given}' for IP protocol. Unknown protocol.`);
    }
    return { protocol, fromPort: -1, toPort: -1 };
  }
  const { FromPort: fromPort, ToPort: toPort } = permission;
  if (protocol.startsWith("icmp")) return { protocol, fromPort: fromPort ?? -1, toPort: toPort ?? -1 };
  if (fromPort === undefined || toPort === undefined) {
    throw errors.invalidValue(`Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.`);
  }
  for (const port of [fromPort, toPort]) {
    if (port < 0 || port > 65535) throw errors.invalidValue(`Invalid value '${port}' for port.`);
  }
  if (fromPort > toPort) throw errors.invalidValue(`Invalid TCP/UDP port range (${fromPort}:${toPort})`);
  return { protocol, fromPort, toPort };
}

function readPeers(
  state: Ec2State,
  group: SecurityGroup,
  permission: IpPermission,
): { peer: Peer; description: string | undefined }[] {
  if (permission.PrefixListIds?.length) {
    const id = permission.PrefixListIds[0]?.PrefixListId;
    throw new AwsError("InvalidPrefixListID.NotFound", `The prefix list ID '${id}' does not exist`);
  }
  const blocks = (permission.IpRanges ?? []).map((range) => {
    const block = parseBlock(range.CidrIp ?? "");
    if (!block) throw errors.invalidValue(`CIDR block ${range.CidrIp} is malformed`);
    return { peer: { kind: "cidr", cidr: formatBlock(block) } as const, description: range.Description };
  });
  const blocks6 = (permission.Ipv6Ranges ?? []).map((range) => {
    const cidr = range.CidrIpv6?.toLowerCase() ?? "";
    if (!/^[0-9a-f:]+\/\d{1,3}$/.test(cidr)) throw errors.invalidValue(`CIDR block ${range.CidrIpv6} is malformed`);
    return { peer: { kind: "cidr6", cidr } as const, description: range.Description };
  });
  const groups = (permission.UserIdGroupPairs ?? []).map((pair) => {
    const named = [...state.securityGroups.values()].find(
      (other) => other.vpcId === group.vpcId && other.name === pair.GroupName,
    );
    const peer = findGroup(state, pair.GroupId ?? named?.id ?? pair.GroupName);
    if (peer.vpcId !== group.vpcId) throw errors.otherNetwork();
    return { peer: { kind: "group", groupId: peer.id } as const, description: pair.Description };
  });
  return [...blocks, ...blocks6, ...groups];
}
