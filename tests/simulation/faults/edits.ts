import type { Cloud } from "../../../local/cloud.ts";

/** What a person may find of a service in the account, by its names. */
interface Account {
  readonly publicGroup: string | undefined;
  readonly taskGroup: string | undefined;
  readonly loadBalancerArn: string | undefined;
  readonly targetGroupArn: string | undefined;
  readonly listenerArn: string | undefined;
  readonly vpcId: string;
  readonly service: string;
  readonly taskDefinitionArn: string | undefined;
}

const cluster = "fairway";
const installation = "fairway";

async function lookAt(cloud: Pick<Cloud, "call">, service: string): Promise<Account> {
  const name = `${installation}-${service}`;
  const { SecurityGroups = [] } = await cloud.call("ec2", "DescribeSecurityGroups", {});
  const { LoadBalancers = [] } = await cloud.call("elbv2", "DescribeLoadBalancers", {});
  const { TargetGroups = [] } = await cloud.call("elbv2", "DescribeTargetGroups", {});
  const shown = await cloud
    .call("ecs", "DescribeServices", { cluster, services: [service] })
    .catch(() => ({ services: [] }));
  const group = (suffix: string) => SecurityGroups.find(({ GroupName }) => GroupName === `${name}-${suffix}`)?.GroupId;
  const LoadBalancerArn = LoadBalancers.find(({ LoadBalancerName }) => LoadBalancerName === name)?.LoadBalancerArn;
  const { Listeners = [] } = LoadBalancerArn
    ? await cloud.call("elbv2", "DescribeListeners", { LoadBalancerArn })
    : { Listeners: [] };
  return {
    publicGroup: group("load-balancer"),
    taskGroup: group("tasks"),
    loadBalancerArn: LoadBalancerArn,
    targetGroupArn: TargetGroups.find(({ TargetGroupName }) => TargetGroupName === name)?.TargetGroupArn,
    listenerArn: Listeners.find(({ DefaultActions }) => DefaultActions?.[0]?.Type === "forward")?.ListenerArn,
    vpcId: SecurityGroups[0]?.VpcId ?? "",
    service,
    taskDefinitionArn: shown.services?.[0]?.taskDefinition,
  };
}

type Edit = (cloud: Pick<Cloud, "call">, there: Account) => Promise<unknown>;

const everywhere = (port: number) => [
  { IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
];

/** What a person does by hand in the console, well-meaning or not. What is not there, AWS refuses them. */
export const edits = {
  "group-opened": (cloud, { taskGroup }) =>
    cloud.call("ec2", "AuthorizeSecurityGroupIngress", { GroupId: taskGroup, IpPermissions: everywhere(22) }),
  "front-opened": (cloud, { publicGroup }) =>
    cloud.call("ec2", "AuthorizeSecurityGroupIngress", { GroupId: publicGroup, IpPermissions: everywhere(8443) }),
  "rules-revoked": async (cloud, { publicGroup }) => {
    const { SecurityGroups = [] } = await cloud.call("ec2", "DescribeSecurityGroups", {
      GroupIds: [publicGroup ?? ""],
    });
    const { IpPermissionsEgress = [] } = SecurityGroups[0] ?? {};
    await cloud.call("ec2", "RevokeSecurityGroupEgress", { GroupId: publicGroup, IpPermissions: IpPermissionsEgress });
  },
  "wrong-groups": (cloud, { loadBalancerArn, publicGroup, taskGroup }) =>
    cloud.call("elbv2", "SetSecurityGroups", {
      LoadBalancerArn: loadBalancerArn,
      SecurityGroups: [publicGroup ?? "", taskGroup ?? ""],
    }),
  "listener-elsewhere": (cloud, { listenerArn }) =>
    cloud.call("elbv2", "ModifyListener", {
      ListenerArn: listenerArn,
      DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "503" } }],
    }),
  "rule-added": (cloud, { listenerArn }) =>
    cloud.call("elbv2", "CreateRule", {
      ListenerArn: listenerArn,
      Priority: 1,
      Conditions: [{ Field: "path-pattern", Values: ["/*"] }],
      Actions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "503" } }],
    }),
  "listener-deleted": (cloud, { listenerArn }) => cloud.call("elbv2", "DeleteListener", { ListenerArn: listenerArn }),
  "load-balancer-deleted": (cloud, { loadBalancerArn }) =>
    cloud.call("elbv2", "DeleteLoadBalancer", { LoadBalancerArn: loadBalancerArn }),
  "target-group-deleted": async (cloud, { listenerArn, targetGroupArn }) => {
    await cloud.call("elbv2", "DeleteListener", { ListenerArn: listenerArn });
    await cloud.call("elbv2", "DeleteTargetGroup", { TargetGroupArn: targetGroupArn });
  },
  "targets-deregistered": async (cloud, { targetGroupArn }) => {
    const { TargetHealthDescriptions = [] } = await cloud.call("elbv2", "DescribeTargetHealth", {
      TargetGroupArn: targetGroupArn,
    });
    const Targets = TargetHealthDescriptions.flatMap(({ Target }) => Target ?? []);
    await cloud.call("elbv2", "DeregisterTargets", { TargetGroupArn: targetGroupArn, Targets });
  },
  "health-check-weakened": (cloud, { targetGroupArn }) =>
    cloud.call("elbv2", "ModifyTargetGroup", { TargetGroupArn: targetGroupArn, HealthCheckIntervalSeconds: 60 }),
  "draining-slowed": (cloud, { targetGroupArn }) =>
    cloud.call("elbv2", "ModifyTargetGroupAttributes", {
      TargetGroupArn: targetGroupArn,
      Attributes: [{ Key: "deregistration_delay.timeout_seconds", Value: "120" }],
    }),
  "logs-shortened": (cloud, { service }) =>
    cloud.call("logs", "PutRetentionPolicy", { logGroupName: logGroupOf(service), retentionInDays: 1 }),
  "logs-deleted": (cloud, { service }) => cloud.call("logs", "DeleteLogGroup", { logGroupName: logGroupOf(service) }),
  "service-deleted": (cloud, { service }) => cloud.call("ecs", "DeleteService", { cluster, service, force: true }),
  "breaker-off": (cloud, { service }) =>
    cloud.call("ecs", "UpdateService", {
      cluster,
      service,
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: false, rollback: false } },
    }),
  "count-changed": (cloud, { service }) => cloud.call("ecs", "UpdateService", { cluster, service, desiredCount: 4 }),
  "deployed-by-hand": (cloud, { service }) =>
    cloud.call("ecs", "UpdateService", { cluster, service, forceNewDeployment: true }),
  "definition-deregistered": (cloud, { taskDefinitionArn }) =>
    cloud.call("ecs", "DeregisterTaskDefinition", { taskDefinition: taskDefinitionArn }),
  "zones-changed": async (cloud, { loadBalancerArn, vpcId }) => {
    const { Subnets = [] } = await cloud.call("ec2", "DescribeSubnets", {});
    const others = Subnets.filter((subnet) => subnet.VpcId === vpcId).slice(-2);
    await cloud.call("elbv2", "SetSubnets", {
      LoadBalancerArn: loadBalancerArn,
      Subnets: others.map(({ SubnetId }) => SubnetId ?? ""),
    });
  },
  "headers-let-through": (cloud, { loadBalancerArn }) =>
    cloud.call("elbv2", "ModifyLoadBalancerAttributes", {
      LoadBalancerArn: loadBalancerArn,
      Attributes: [{ Key: "routing.http.drop_invalid_header_fields.enabled", Value: "false" }],
    }),
  "capacity-providers-removed": (cloud) =>
    cloud.call("ecs", "PutClusterCapacityProviders", {
      cluster,
      capacityProviders: ["FARGATE"],
      defaultCapacityProviderStrategy: [],
    }),
} as const satisfies Readonly<Record<string, Edit>>;

export type EditName = keyof typeof edits;

export const editNames = Object.keys(edits) as readonly EditName[];

/** Does it. Answers whether AWS let the person do so. */
export async function editBehindOurBack(cloud: Pick<Cloud, "call">, service: string, name: EditName): Promise<boolean> {
  const edit: Edit = edits[name];
  return edit(cloud, await lookAt(cloud, service)).then(
    () => true,
    () => false,
  );
}

function logGroupOf(service: string): string {
  return `/fairway/${installation}/${service}`;
}
