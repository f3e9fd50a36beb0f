import type { Timer } from "../../world/clock.ts";
import type { HealthChecks } from "./health/checks.ts";
import type { Health } from "./health/judge.ts";
import type { ProxyFactory, ProxyServer } from "./proxy/contract.ts";
import type { Traffic } from "./traffic.ts";

/** Everything that the local Elastic Load Balancing remembers, and the machines that act on it. */
export interface Elbv2State {
  /** All by ARN. */
  readonly loadBalancers: Map<string, LoadBalancer>;
  readonly targetGroups: Map<string, TargetGroup>;
  readonly listeners: Map<string, Listener>;
  readonly tags: Map<string, Map<string, string>>;
  readonly health: HealthChecks;
  readonly proxies: ProxyFactory;
  readonly traffic: Traffic;
}

export interface LoadBalancer {
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  readonly dnsName: string;
  readonly scheme: "internet-facing" | "internal";
  readonly vpcId: string;
  readonly createdTime: number;
  readonly proxy: ProxyServer;
  readonly attributes: Map<string, string>;
  state: "provisioning" | "active";
  securityGroupIds: readonly string[];
  zones: readonly ZoneMapping[];
}

export interface ZoneMapping {
  readonly zone: string;
  readonly subnetId: string;
  readonly interfaceId: string;
}

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  /** How `ip` targets are spoken to; a group for a Lambda function has none. */
  readonly network?: TargetNetwork;
  readonly attributes: Map<string, string>;
  /** By `ip:port`. */
  readonly targets: Map<string, TargetRecord>;
  /** The one function that a group for Lambda may have. */
  functionArn?: string;
  healthCheck: HealthCheckSettings;
}

export interface TargetNetwork {
  readonly protocol: "HTTP" | "HTTPS";
  readonly protocolVersion: string;
  readonly port: number;
  readonly vpcId: string;
}

export interface HealthCheckSettings {
  readonly enabled: boolean;
  readonly protocol: string;
  /** `traffic-port` or a port. */
  readonly port: string;
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** Status codes which pass: `200`, `200,202`, `200-299`. */
  readonly matcher: string;
}

export interface TargetRecord {
  readonly ip: string;
  readonly port: number;
  health: Health;
  /** The next check, or the end of draining. */
  timer: Timer | undefined;
}

export interface Listener {
  readonly arn: string;
  readonly id: string;
  readonly loadBalancerArn: string;
  port: number;
  protocol: "HTTP" | "HTTPS";
  sslPolicy: string | undefined;
  certificateArn: string | undefined;
  defaultAction: RoutingAction;
  readonly defaultRuleArn: string;
  /** By ARN, without the default rule. */
  readonly rules: Map<string, Rule>;
}

export interface Rule {
  readonly arn: string;
  priority: number;
  conditions: readonly Condition[];
  action: RoutingAction;
}

export type RoutingAction =
  | { readonly kind: "forward"; readonly groups: readonly { readonly arn: string; readonly weight: number }[] }
  | {
      readonly kind: "redirect";
      readonly protocol: string;
      readonly host: string;
      readonly port: string;
      readonly path: string;
      readonly query: string;
      readonly status: 301 | 302;
    }
  | {
      readonly kind: "fixed-response";
      readonly status: number;
      readonly contentType: string;
      readonly body: string;
    };

/** All must hold; of a condition's values any may. */
export type Condition =
  | { readonly field: "path-pattern" | "host-header" | "http-request-method"; readonly values: readonly string[] }
  | { readonly field: "http-header"; readonly name: string; readonly values: readonly string[] }
  | {
      readonly field: "query-string";
      readonly pairs: readonly { readonly key: string | undefined; readonly value: string }[];
    };
