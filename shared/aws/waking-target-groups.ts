import {
  CreateTargetGroupCommand,
  DeregisterTargetsCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
  type TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ActualWakingTargetGroup } from "../plan/facts.ts";
import type { Found } from "../ports/found.ts";
import type { WakingTargetGroups } from "../ports/waking-target-groups.ts";
import { answerOr } from "./answer-or.ts";
import { readTags, writeTags } from "./load-balancing-tags.ts";
import { present } from "./present.ts";
import { toUpperPairs } from "./tags.ts";
import { removeTargetGroup } from "./target-groups.ts";

export function createWakingTargetGroups(client: ElasticLoadBalancingV2Client): WakingTargetGroups {
  const complete = async (group: TargetGroup): Promise<Found<ActualWakingTargetGroup>> => {
    const arn = present(group.TargetGroupArn, "the target group's ARN");
    const [tags, { TargetHealthDescriptions: targets = [] }] = await Promise.all([
      readTags(client, [arn]),
      client.send(new DescribeTargetHealthCommand({ TargetGroupArn: arn })),
    ]);
    const functionArn = targets[0]?.Target?.Id;
    return {
      arn,
      name: present(group.TargetGroupName, "the target group's name"),
      targetType: group.TargetType ?? "",
      ...(functionArn !== undefined && { functionArn }),
      tags: tags.get(arn) ?? {},
    };
  };

  return {
    async find(name) {
      const answer = await answerOr(client.send(new DescribeTargetGroupsCommand({ Names: [name] })), gone);
      const group = answer?.TargetGroups?.[0];
      return group && answerOr(complete(group), gone);
    },

    async create({ name, tags }) {
      const answer = await answerOr(
        client.send(new CreateTargetGroupCommand({ Name: name, TargetType: "lambda", Tags: toUpperPairs(tags) })),
        { DuplicateTargetGroupName: "name-taken" as const },
      );
      return answer === "name-taken"
        ? answer
        : present(answer.TargetGroups?.[0]?.TargetGroupArn, "the target group's ARN");
    },

    async setFunction(arn, functionArn, instead) {
      if (instead !== undefined)
        await client.send(new DeregisterTargetsCommand({ TargetGroupArn: arn, Targets: [{ Id: instead }] }));
      await client.send(new RegisterTargetsCommand({ TargetGroupArn: arn, Targets: [{ Id: functionArn }] }));
    },

    setTags: (arn, tags) => writeTags(client, arn, tags),

    remove: (arn) => removeTargetGroup(client, arn),
  };
}

const gone = { TargetGroupNotFound: undefined };
