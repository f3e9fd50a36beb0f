import type { Cloud } from "../../../local/cloud.ts";
import type { FaultCall } from "../../../local/edge/faults.ts";

type Act = (cloud: Cloud, input: never, output: never) => Promise<unknown>;

/** What a person does behind our back right after a call: deletes what it made, or edits what it changed. */
const acts: Readonly<Record<string, Act>> = {
  "ecs:CreateCluster": (cloud, { clusterName }: { clusterName: string }) =>
    cloud.call("ecs", "DeleteCluster", { cluster: clusterName }),
  "ecs:CreateService": (cloud, { cluster, serviceName }: { cluster: string; serviceName: string }) =>
    cloud.call("ecs", "DeleteService", { cluster, service: serviceName, force: true }),
  "ecs:UpdateService": (cloud, { cluster, service }: { cluster: string; service: string }) =>
    cloud.call("ecs", "UpdateService", { cluster, service, forceNewDeployment: true }),
  "ecs:RegisterTaskDefinition": (
    cloud,
    _input,
    { taskDefinition }: { taskDefinition: { taskDefinitionArn: string } },
  ) => cloud.call("ecs", "DeregisterTaskDefinition", { taskDefinition: taskDefinition.taskDefinitionArn }),
  "ec2:CreateSecurityGroup": (cloud, _input, { GroupId }: { GroupId: string }) =>
    cloud.call("ec2", "DeleteSecurityGroup", { GroupId }),
  "ec2:AuthorizeSecurityGroupIngress": (cloud, { GroupId, IpPermissions }: { GroupId: string; IpPermissions: [] }) =>
    cloud.call("ec2", "RevokeSecurityGroupIngress", { GroupId, IpPermissions }),
  "ec2:AuthorizeSecurityGroupEgress": (cloud, { GroupId, IpPermissions }: { GroupId: string; IpPermissions: [] }) =>
    cloud.call("ec2", "RevokeSecurityGroupEgress", { GroupId, IpPermissions }),
  "elbv2:CreateLoadBalancer": (cloud, _input, { LoadBalancers }: { LoadBalancers: [{ LoadBalancerArn: string }] }) =>
    cloud.call("elbv2", "DeleteLoadBalancer", { LoadBalancerArn: LoadBalancers[0].LoadBalancerArn }),
  "elbv2:CreateTargetGroup": (cloud, _input, { TargetGroups }: { TargetGroups: [{ TargetGroupArn: string }] }) =>
    cloud.call("elbv2", "DeleteTargetGroup", { TargetGroupArn: TargetGroups[0].TargetGroupArn }),
  "elbv2:CreateListener": (cloud, _input, { Listeners }: { Listeners: [{ ListenerArn: string }] }) =>
    cloud.call("elbv2", "DeleteListener", { ListenerArn: Listeners[0].ListenerArn }),
  "logs:CreateLogGroup": (cloud, { logGroupName }: { logGroupName: string }) =>
    cloud.call("logs", "DeleteLogGroup", { logGroupName }),
};

export const changeableByOthers: readonly string[] = Object.keys(acts);

/** Does it. What AWS refuses the person, nothing comes of. */
export async function changeByOthers(
  cloud: Cloud,
  { service, operation, input }: FaultCall,
  output: unknown,
): Promise<boolean> {
  const act = acts[`${service}:${operation}`];
  if (!act) return false;
  return act(cloud, input as never, output as never).then(
    () => true,
    () => false,
  );
}
