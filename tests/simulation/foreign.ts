import type { Cloud } from "../../local/cloud.ts";

/** Resources of someone else, with names near ours: what nothing of ours may touch. */
export interface Foreign {
  /** Their ids and names. */
  readonly ids: readonly string[];
  /** As they are now, as text to compare. */
  look(): Promise<string>;
}

/**
 * Puts them there: another installation's service of the same name, and names that begin or end like ours; and for each
 * of the `strangers`, a target group of the very name that Fairway would give it.
 */
export async function plantForeign(
  cloud: Pick<Cloud, "call">,
  service: string,
  strangers: readonly string[] = [],
): Promise<Foreign> {
  const { Vpcs = [] } = await cloud.call("ec2", "DescribeVpcs", {});
  const { Subnets = [] } = await cloud.call("ec2", "DescribeSubnets", {});
  const VpcId = Vpcs[0]?.VpcId as string;
  const tags = { "fairway:installation": "other", "fairway:service": service };
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const { GroupId } = await cloud.call("ec2", "CreateSecurityGroup", {
    GroupName: `other-${service}-tasks`,
    Description: "Tasks of another installation",
    VpcId,
    TagSpecifications: [{ ResourceType: "security-group", Tags }],
  });
  const { LoadBalancers = [] } = await cloud.call("elbv2", "CreateLoadBalancer", {
    Name: `fairway-${service}-2`,
    Subnets: Subnets.slice(0, 2).map(({ SubnetId }) => SubnetId as string),
    SecurityGroups: [GroupId as string],
  });
  const { TargetGroups = [] } = await cloud.call("elbv2", "CreateTargetGroup", {
    Name: `fairway-${service}-2`,
    Protocol: "HTTP",
    Port: 80,
    VpcId,
    TargetType: "ip",
    Tags,
  });
  const logGroupName = `/fairway/fairway/${service}-2`;
  await cloud.call("logs", "CreateLogGroup", { logGroupName });
  const taken = await Promise.all(
    strangers.map(async (name) => {
      const { TargetGroups: [group] = [] } = await cloud.call("elbv2", "CreateTargetGroup", {
        Name: `fairway-${name}`,
        Protocol: "HTTP",
        Port: 80,
        VpcId,
        TargetType: "ip",
      });
      return group?.TargetGroupArn as string;
    }),
  );
  const loadBalancerArn = LoadBalancers[0]?.LoadBalancerArn as string;
  const targetGroupArn = TargetGroups[0]?.TargetGroupArn as string;
  return {
    ids: [GroupId as string, loadBalancerArn, targetGroupArn, logGroupName, ...taken],
    async look() {
      const seen = await Promise.all([
        cloud.call("ec2", "DescribeSecurityGroups", { GroupIds: [GroupId as string] }),
        cloud.call("elbv2", "DescribeTargetGroups", { TargetGroupArns: [targetGroupArn, ...taken] }),
        cloud.call("elbv2", "DescribeTags", { ResourceArns: [loadBalancerArn, targetGroupArn, ...taken] }),
        cloud.call("elbv2", "DescribeListeners", { LoadBalancerArn: loadBalancerArn }),
        cloud.call("logs", "DescribeLogGroups", { logGroupNamePrefix: logGroupName }),
      ]);
      return JSON.stringify(seen);
    },
  };
}
