import { AwsError } from "../../edge/aws-error.ts";
import type { World } from "../../world/world.ts";
import { errors } from "./errors.ts";
import { readRules, ruleKey } from "./rules.ts";
import { type PermissionView, viewPermissions } from "./security-group-views.ts";
import type { Ec2State, Rule, SecurityGroup } from "./state.ts";

type Request = Parameters<typeof readRules>[4] & { readonly SecurityGroupRuleIds?: readonly string[] | undefined };

interface Revoked {
  Return: boolean;
  RevokedSecurityGroupRules: { SecurityGroupRuleId: string; GroupId: string; IsEgress: boolean }[];
  UnknownIpPermissions?: PermissionView[];
}

/**
 * Takes rules from a group. A rule that is not there is an error and nothing is revoked; only in a default VPC it is
 * passed over and named in the answer.
 */
export function revokeRules(
  state: Ec2State,
  world: World,
  group: SecurityGroup,
  egress: boolean,
  request: Request,
): Revoked {
  const present = group.rules.filter((rule) => rule.egress === egress);
  const { found, unknown } = request.SecurityGroupRuleIds?.length
    ? { found: byId(present, request.SecurityGroupRuleIds), unknown: [] }
    : byContent(present, readRules(state, world, group, egress, request));
  if (unknown.length > 0 && !state.vpcs.get(group.vpcId)?.isDefault) {
    throw new AwsError("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
  }
  group.rules = group.rules.filter((rule) => !found.includes(rule));
  for (const rule of found) state.tags.delete(rule.id);
  return {
    Return: true,
    RevokedSecurityGroupRules: found.map((rule) => ({
      SecurityGroupRuleId: rule.id,
      GroupId: group.id,
      IsEgress: egress,
    })),
    ...(unknown.length > 0 && { UnknownIpPermissions: viewPermissions(world, unknown) }),
  };
}

function byId(present: readonly Rule[], ids: readonly string[]): Rule[] {
  return ids.map((id) => {
    const rule = present.find((candidate) => candidate.id === id);
    if (!rule) throw errors.ruleNotFound(id);
    return rule;
  });
}

function byContent(present: readonly Rule[], asked: readonly Rule[]): { found: Rule[]; unknown: Rule[] } {
  const found: Rule[] = [];
  const unknown: Rule[] = [];
  for (const rule of asked) {
    const match = present.find((candidate) => ruleKey(candidate) === ruleKey(rule));
    if (match) found.push(match);
    else unknown.push(rule);
  }
  return { found, unknown };
}
