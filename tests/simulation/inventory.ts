import type { Cloud } from "../../local/cloud.ts";

/** What services leave in an account, by kind and name, sorted: everything but the stack, the network and the cluster. */
export async function inventory(cloud: Pick<Cloud, "call">, cluster: string): Promise<readonly string[]> {
  const [loadBalancers, targetGroups, groups, services, definitions, logGroups] = await Promise.all([
    cloud.call("elbv2", "DescribeLoadBalancers", {}),
    cloud.call("elbv2", "DescribeTargetGroups", {}),
    cloud.call("ec2", "DescribeSecurityGroups", {}),
    cloud.call("ecs", "ListServices", { cluster }).catch(() => ({ serviceArns: [] })),
    cloud.call("ecs", "ListTaskDefinitions", {}),
    cloud.call("logs", "DescribeLogGroups", { logGroupNamePrefix: "/fairway/" }),
  ]);
  return [
    ...(loadBalancers.LoadBalancers ?? []).map(({ LoadBalancerName }) => `load balancer ${LoadBalancerName}`),
    ...(targetGroups.TargetGroups ?? []).map(({ TargetGroupName }) => `target group ${TargetGroupName}`),
    ...(groups.SecurityGroups ?? [])
      .filter(({ GroupName }) => GroupName !== "default")
      .map(({ GroupName }) => `security group ${GroupName}`),
    ...(services.serviceArns ?? []).map((arn) => `service ${arn.split("/").at(-1)}`),
    ...(definitions.taskDefinitionArns ?? []).map((arn) => `task definition ${arn.split("/").at(-1)}`),
    ...(logGroups.logGroups ?? []).map(({ logGroupName }) => `log group ${logGroupName}`),
  ].sort();
}
