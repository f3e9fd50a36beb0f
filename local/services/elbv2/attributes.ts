import { errors } from "./errors.ts";
import type { TargetGroup } from "./state.ts";

type Check = (value: string) => boolean;

const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value);
const boolean = oneOf("true", "false");
const anything: Check = () => true;
const whole =
  (low: number, high: number): Check =>
  (value) =>
    /^\d+$/.test(value) && low <= Number(value) && Number(value) <= high;

type Attributes = Readonly<Record<string, readonly [initial: string, check: Check]>>;

/** What can be set on a load balancer. Of these the proxy heeds the idle timeout and keeping the host header. */
export const loadBalancerAttributes: Attributes = {
  "access_logs.s3.bucket": ["", anything],
  "access_logs.s3.enabled": ["false", boolean],
  "access_logs.s3.prefix": ["", anything],
  "client_keep_alive.seconds": ["3600", whole(60, 604_800)],
  "connection_logs.s3.bucket": ["", anything],
  "connection_logs.s3.enabled": ["false", boolean],
  "connection_logs.s3.prefix": ["", anything],
  "deletion_protection.enabled": ["false", boolean],
  "idle_timeout.timeout_seconds": ["60", whole(1, 4_000)],
  "ipv6.deny_all_igw_traffic": ["false", boolean],
  "load_balancing.cross_zone.enabled": ["true", boolean],
  "routing.http.desync_mitigation_mode": ["defensive", oneOf("monitor", "defensive", "strictest")],
  "routing.http.drop_invalid_header_fields.enabled": ["false", boolean],
  "routing.http.preserve_host_header.enabled": ["false", boolean],
  "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": ["false", boolean],
  "routing.http.xff_client_port.enabled": ["false", boolean],
  "routing.http.xff_header_processing.mode": ["append", oneOf("append", "preserve", "remove")],
  "routing.http2.enabled": ["true", boolean],
  "waf.fail_open.enabled": ["false", boolean],
  "zonal_shift.config.enabled": ["false", boolean],
};

/** What can be set on a target group. */
export const targetGroupAttributes: Attributes = {
  "deregistration_delay.timeout_seconds": ["300", whole(0, 3_600)],
  "load_balancing.algorithm.anomaly_mitigation": ["off", oneOf("on", "off")],
  "load_balancing.algorithm.type": [
    "round_robin",
    oneOf("round_robin", "least_outstanding_requests", "weighted_random"),
  ],
  "load_balancing.cross_zone.enabled": [
    "use_load_balancer_configuration",
    oneOf("true", "false", "use_load_balancer_configuration"),
  ],
  "slow_start.duration_seconds": ["0", (value) => value === "0" || whole(30, 900)(value)],
  "stickiness.app_cookie.cookie_name": ["", anything],
  "stickiness.app_cookie.duration_seconds": ["86400", whole(1, 604_800)],
  "stickiness.enabled": ["false", boolean],
  "stickiness.lb_cookie.duration_seconds": ["86400", whole(1, 604_800)],
  "stickiness.type": ["lb_cookie", oneOf("lb_cookie", "app_cookie")],
  "target_group_health.dns_failover.minimum_healthy_targets.count": [
    "1",
    (value) => value === "off" || whole(1, 1_000)(value),
  ],
  "target_group_health.dns_failover.minimum_healthy_targets.percentage": [
    "off",
    (value) => value === "off" || whole(1, 100)(value),
  ],
  "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": ["1", whole(1, 1_000)],
  "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": [
    "off",
    (value) => value === "off" || whole(1, 100)(value),
  ],
};

/** What can be set on a target group for a Lambda function. */
export const functionGroupAttributes: Attributes = { "lambda.multi_value_headers.enabled": ["false", boolean] };

export function attributesOf({ network }: Pick<TargetGroup, "network">): Attributes {
  return network ? targetGroupAttributes : functionGroupAttributes;
}

export function initialAttributes(attributes: Attributes): Map<string, string> {
  return new Map(Object.entries(attributes).map(([key, [initial]]) => [key, initial]));
}

interface Attribute {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Sets attributes, all or none. */
export function setAttributes(
  kind: "Load balancer" | "Target group",
  known: Attributes,
  current: Map<string, string>,
  wanted: readonly Attribute[] | undefined,
): void {
  for (const { Key: key = "", Value: value = "" } of wanted ?? []) {
    const check = Object.hasOwn(known, key) ? known[key]?.[1] : undefined;
    if (!check) throw errors.validation(`${kind} attribute key '${key}' is not recognized`);
    if (!check(value)) throw errors.validation(`${kind} attribute value '${value}' for key '${key}' is not valid`);
  }
  for (const { Key: key = "", Value: value = "" } of wanted ?? []) current.set(key, value);
}

export function listAttributes(current: ReadonlyMap<string, string>): { Key: string; Value: string }[] {
  return [...current].map(([Key, Value]) => ({ Key, Value }));
}
