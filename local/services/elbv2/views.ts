import type { Output } from "../../edge/contract.ts";
import { loadBalancerOf } from "./associations.ts";
import { viewCondition } from "./conditions.ts";
import { viewAction } from "./routing.ts";
import type { Elbv2State, Listener, LoadBalancer, Rule, TargetGroup } from "./state.ts";

type Element<List> = NonNullable<List> extends readonly (infer Item)[] ? Item : never;

export type LoadBalancerView = Element<Output<"elbv2", "DescribeLoadBalancers">["LoadBalancers"]>;
export type TargetGroupView = Element<Output<"elbv2", "DescribeTargetGroups">["TargetGroups"]>;
export type ListenerView = Element<Output<"elbv2", "DescribeListeners">["Listeners"]>;
export type RuleView = Element<Output<"elbv2", "DescribeRules">["Rules"]>;

/** Route 53's hosted zone of load balancers in us-east-1. */
const hostedZone = "Z35SXDOTRQ7X7K";

/** How Elastic Load Balancing writes each of its resources in an answer. */
export function viewLoadBalancer(loadBalancer: LoadBalancer): LoadBalancerView {
  return {
    LoadBalancerArn: loadBalancer.arn,
    LoadBalancerName: loadBalancer.name,
    DNSName: loadBalancer.dnsName,
    CanonicalHostedZoneId: hostedZone,
    CreatedTime: new Date(loadBalancer.createdTime),
    Scheme: loadBalancer.scheme,
    VpcId: loadBalancer.vpcId,
    State: { Code: loadBalancer.state },
    Type: "application",
    IpAddressType: "ipv4",
    SecurityGroups: [...loadBalancer.securityGroupIds],
    AvailabilityZones: viewZones(loadBalancer),
  };
}

export function viewZones(loadBalancer: LoadBalancer) {
  return loadBalancer.zones.map(({ zone, subnetId }) => ({
    ZoneName: zone,
    SubnetId: subnetId,
    LoadBalancerAddresses: [],
  }));
}

export function viewTargetGroup(state: Elbv2State, group: TargetGroup): TargetGroupView {
  const loadBalancer = loadBalancerOf(state, group);
  const check = group.healthCheck;
  return {
    TargetGroupArn: group.arn,
    TargetGroupName: group.name,
    ...viewNetwork(group),
    LoadBalancerArns: loadBalancer ? [loadBalancer.arn] : [],
    HealthCheckEnabled: check.enabled,
    ...(group.network && { HealthCheckProtocol: check.protocol as "HTTP", HealthCheckPort: check.port }),
    HealthCheckPath: check.path,
    HealthCheckIntervalSeconds: check.intervalSeconds,
    HealthCheckTimeoutSeconds: check.timeoutSeconds,
    HealthyThresholdCount: check.healthyThreshold,
    UnhealthyThresholdCount: check.unhealthyThreshold,
    Matcher: { HttpCode: check.matcher },
  };
}

function viewNetwork({ network }: TargetGroup): TargetGroupView {
  if (!network) return { TargetType: "lambda" };
  const { protocol, protocolVersion, port, vpcId } = network;
  return {
    Protocol: protocol,
    ProtocolVersion: protocolVersion,
    Port: port,
    VpcId: vpcId,
    TargetType: "ip",
    IpAddressType: "ipv4",
  };
}

export function viewListener(listener: Listener): ListenerView {
  return {
    ListenerArn: listener.arn,
    LoadBalancerArn: listener.loadBalancerArn,
    Port: listener.port,
    Protocol: listener.protocol,
    ...(listener.certificateArn && { Certificates: [{ CertificateArn: listener.certificateArn }] }),
    ...(listener.sslPolicy && { SslPolicy: listener.sslPolicy }),
    DefaultActions: [viewAction(listener.defaultAction)],
  };
}

export function viewRule(rule: Rule): RuleView {
  return {
    RuleArn: rule.arn,
    Priority: String(rule.priority),
    Conditions: rule.conditions.map(viewCondition),
    Actions: [viewAction(rule.action)],
    IsDefault: false,
  };
}

export function viewDefaultRule(listener: Listener): RuleView {
  return {
    RuleArn: listener.defaultRuleArn,
    Priority: "default",
    Conditions: [],
    Actions: [viewAction(listener.defaultAction)],
    IsDefault: true,
  };
}
