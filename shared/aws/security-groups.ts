import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  type EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import type { NewRule, RuleDirection, SecurityGroups } from "../ports/security-groups.ts";
import { answerOr, errorCode } from "./answer-or.ts";
import { present } from "./present.ts";
import { toPermission, toSecurityGroup } from "./security-group-shape.ts";
import { toUpperPairs } from "./tags.ts";

export function createSecurityGroups(client: EC2Client): SecurityGroups {
  const authorize = (GroupId: string, direction: RuleDirection, rules: readonly NewRule[]): Promise<unknown> => {
    const request = { GroupId, IpPermissions: rules.map(toPermission) };
    return direction === "ingress"
      ? client.send(new AuthorizeSecurityGroupIngressCommand(request))
      : client.send(new AuthorizeSecurityGroupEgressCommand(request));
  };
  const revoke = (GroupId: string, direction: RuleDirection, ids: readonly string[]): Promise<unknown> => {
    const request = { GroupId, SecurityGroupRuleIds: [...ids] };
    return direction === "ingress"
      ? client.send(new RevokeSecurityGroupIngressCommand(request))
      : client.send(new RevokeSecurityGroupEgressCommand(request));
  };

  return {
    async find(vpcId, names) {
      const { SecurityGroups: groups = [] } = await client.send(
        new DescribeSecurityGroupsCommand({
          Filters: [
            { Name: "vpc-id", Values: [vpcId] },
            { Name: "group-name", Values: [...names] },
          ],
        }),
      );
      if (groups.length === 0) return [];
      const rules = await allRules(
        client,
        groups.map((group) => present(group.GroupId, "the group's id")),
      );
      return groups.map((group) => toSecurityGroup(group, rules));
    },

    async create({ name, description, vpcId, tags }) {
      const answer = await answerOr(
        client.send(
          new CreateSecurityGroupCommand({
            GroupName: name,
            Description: description,
            VpcId: vpcId,
            TagSpecifications: [{ ResourceType: "security-group", Tags: toUpperPairs(tags) }],
          }),
        ),
        { "InvalidGroup.Duplicate": "name-taken" as const },
      );
      return answer === "name-taken" ? answer : present(answer.GroupId, "the group's id");
    },

    authorize: (groupId, direction, rules) =>
      inOneCallOrOneByOne(rules, ["InvalidPermission.Duplicate"], (some) => authorize(groupId, direction, some)),

    revoke: (groupId, direction, ids) =>
      inOneCallOrOneByOne(ids, ["InvalidSecurityGroupRuleId.NotFound", "InvalidPermission.NotFound"], (some) =>
        revoke(groupId, direction, some),
      ),

    async setTags(groupId, tags) {
      await client.send(new CreateTagsCommand({ Resources: [groupId], Tags: toUpperPairs(tags) }));
    },

    async remove(groupId) {
      const answer = await answerOr(client.send(new DeleteSecurityGroupCommand({ GroupId: groupId })), {
        "InvalidGroup.NotFound": "absent" as const,
        "InvalidGroup.InUse": "in-use" as const,
        DependencyViolation: "in-use" as const,
      });
      return typeof answer === "string" ? answer : "removed";
    },
  };
}

async function allRules(client: EC2Client, groupIds: readonly string[]): Promise<SecurityGroupRule[]> {
  const rules: SecurityGroupRule[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [...groupIds] }], NextToken }),
    );
    rules.push(...(page.SecurityGroupRules ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return rules;
}

/** One rule that is there already (or gone already) makes EC2 refuse them all: then each is sent by itself. */
async function inOneCallOrOneByOne<Item>(
  items: readonly Item[],
  settled: readonly string[],
  send: (items: readonly Item[]) => Promise<unknown>,
): Promise<void> {
  if (items.length === 0) return;
  try {
    await send(items);
  } catch (error) {
    if (!settled.includes(errorCode(error) ?? "")) throw error;
    if (items.length === 1) return;
    for (const item of items) await inOneCallOrOneByOne([item], settled, send);
  }
}
