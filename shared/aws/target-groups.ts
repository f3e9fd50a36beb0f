import {
  CreateTargetGroupCommand,
  DeleteTargetGroupCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  type ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  type TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ActualTargetGroup } from "../plan/facts.ts";
import type { PlannedTargetGroup } from "../plan/plan.ts";
import type { Found, Removal } from "../ports/found.ts";
import type { TargetGroups } from "../ports/target-groups.ts";
import { answerOr } from "./answer-or.ts";
import { readTags, writeTags } from "./load-balancing-tags.ts";
import { present } from "./present.ts";
import { fromUpperPairs, toUpperPairs } from "./tags.ts";

export function createTargetGroups(client: ElasticLoadBalancingV2Client): TargetGroups {
  const complete = async (group: TargetGroup): Promise<Found<ActualTargetGroup>> => {
    const arn = present(group.TargetGroupArn, "the target group's ARN");
    const [tags, { Attributes }] = await Promise.all([
      readTags(client, [arn]),
      client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: arn })),
    ]);
    return {
      arn,
      name: present(group.TargetGroupName, "the target group's name"),
      port: group.Port ?? 0,
      protocol: group.Protocol ?? "",
      targetType: group.TargetType ?? "",
      vpcId: group.VpcId ?? "",
      healthCheck: {
        path: group.HealthCheckPath ?? "",
        intervalSeconds: group.HealthCheckIntervalSeconds ?? 0,
        timeoutSeconds: group.HealthCheckTimeoutSeconds ?? 0,
        healthyThreshold: group.HealthyThresholdCount ?? 0,
        unhealthyThreshold: group.UnhealthyThresholdCount ?? 0,
        matcher: group.Matcher?.HttpCode ?? "",
      },
      loadBalancerArns: group.LoadBalancerArns ?? [],
      attributes: fromUpperPairs(Attributes),
      tags: tags.get(arn) ?? {},
    };
  };

  return {
    async find(name) {
      const answer = await answerOr(client.send(new DescribeTargetGroupsCommand({ Names: [name] })), gone);
      const group = answer?.TargetGroups?.[0];
      return group && answerOr(complete(group), gone);
    },

    async create({ name, port, vpcId, healthCheck, tags }) {
      const answer = await answerOr(
        client.send(
          new CreateTargetGroupCommand({
            Name: name,
            Port: port,
            Protocol: "HTTP",
            TargetType: "ip",
            VpcId: vpcId,
            ...toHealthCheck(healthCheck),
            Tags: toUpperPairs(tags),
          }),
        ),
        { DuplicateTargetGroupName: "name-taken" as const },
      );
      return answer === "name-taken"
        ? answer
        : present(answer.TargetGroups?.[0]?.TargetGroupArn, "the target group's ARN");
    },

    async setHealthCheck(arn, healthCheck) {
      await client.send(new ModifyTargetGroupCommand({ TargetGroupArn: arn, ...toHealthCheck(healthCheck) }));
    },

    async setAttributes(arn, attributes) {
      await client.send(
        new ModifyTargetGroupAttributesCommand({ TargetGroupArn: arn, Attributes: toUpperPairs(attributes) }),
      );
    },

    setTags: (arn, tags) => writeTags(client, arn, tags),

    remove: (arn) => removeTargetGroup(client, arn),
  };
}

export async function removeTargetGroup(client: ElasticLoadBalancingV2Client, arn: string): Promise<Removal> {
  const answer = await answerOr(client.send(new DeleteTargetGroupCommand({ TargetGroupArn: arn })), {
    TargetGroupNotFound: "absent" as const,
    ResourceInUse: "in-use" as const,
  });
  return typeof answer === "string" ? answer : "removed";
}

const gone = { TargetGroupNotFound: undefined };

function toHealthCheck(check: PlannedTargetGroup["healthCheck"]) {
  return {
    HealthCheckPath: check.path,
    HealthCheckIntervalSeconds: check.intervalSeconds,
    HealthCheckTimeoutSeconds: check.timeoutSeconds,
    HealthyThresholdCount: check.healthyThreshold,
    UnhealthyThresholdCount: check.unhealthyThreshold,
    Matcher: { HttpCode: check.matcher },
  };
}
