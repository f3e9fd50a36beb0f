import { errors } from "./errors.ts";
import type { HealthCheckSettings } from "./state.ts";

interface Request {
  readonly HealthCheckEnabled?: boolean | undefined;
  readonly HealthCheckProtocol?: string | undefined;
  readonly HealthCheckPort?: string | undefined;
  readonly HealthCheckPath?: string | undefined;
  readonly HealthCheckIntervalSeconds?: number | undefined;
  readonly HealthCheckTimeoutSeconds?: number | undefined;
  readonly HealthyThresholdCount?: number | undefined;
  readonly UnhealthyThresholdCount?: number | undefined;
  readonly Matcher?: { readonly HttpCode?: string | undefined } | undefined;
}

/** What a target group of `ip` targets has when nothing is said. */
export const defaultHealthCheck: HealthCheckSettings = {
  enabled: true,
  protocol: "HTTP",
  port: "traffic-port",
  path: "/",
  intervalSeconds: 30,
  timeoutSeconds: 5,
  healthyThreshold: 5,
  unhealthyThreshold: 2,
  matcher: "200",
};

/** A Lambda function is not checked unless that is asked for, which is not done here. */
export const functionHealthCheck: HealthCheckSettings = {
  ...defaultHealthCheck,
  enabled: false,
  intervalSeconds: 35,
  timeoutSeconds: 30,
};

/** The settings which a create or modify call wants: what it leaves out stays as it is. */
export function readHealthCheck(current: HealthCheckSettings, input: Request): HealthCheckSettings {
  const settings: HealthCheckSettings = {
    enabled: input.HealthCheckEnabled ?? current.enabled,
    protocol: input.HealthCheckProtocol ?? current.protocol,
    port: input.HealthCheckPort ?? current.port,
    path: input.HealthCheckPath ?? current.path,
    intervalSeconds: input.HealthCheckIntervalSeconds ?? current.intervalSeconds,
    timeoutSeconds: input.HealthCheckTimeoutSeconds ?? current.timeoutSeconds,
    healthyThreshold: input.HealthyThresholdCount ?? current.healthyThreshold,
    unhealthyThreshold: input.UnhealthyThresholdCount ?? current.unhealthyThreshold,
    matcher: input.Matcher?.HttpCode ?? current.matcher,
  };
  check(settings);
  return settings;
}

function check(settings: HealthCheckSettings): void {
  if (!settings.enabled)
    throw errors.validation("Health check enabled must be true for target groups with target type 'ip'");
  within("Health check interval", settings.intervalSeconds, 5, 300);
  within("Health check timeout", settings.timeoutSeconds, 2, 120);
  within("Healthy threshold count", settings.healthyThreshold, 2, 10);
  within("Unhealthy threshold count", settings.unhealthyThreshold, 2, 10);
  if (settings.timeoutSeconds >= settings.intervalSeconds) {
    throw errors.validation(
      `Health check timeout '${settings.timeoutSeconds}' must be smaller than the interval '${settings.intervalSeconds}'`,
    );
  }
  if (settings.protocol !== "HTTP" && settings.protocol !== "HTTPS") {
    throw errors.validation(`Health check protocol '${settings.protocol}' must be HTTP or HTTPS`);
  }
  if (settings.port !== "traffic-port" && !isPort(settings.port)) {
    throw errors.validation(`Health check port '${settings.port}' must be 'traffic-port' or in the range 1-65535`);
  }
  if (!settings.path.startsWith("/") || settings.path.length > 1024) {
    throw errors.validation(
      `Health check path '${settings.path}' must begin with a '/' and have at most 1024 characters`,
    );
  }
  if (!isMatcher(settings.matcher)) {
    throw errors.validation(`Health check matcher HTTP code '${settings.matcher}' must be within '200-499' inclusive`);
  }
}

function within(what: string, value: number, low: number, high: number): void {
  if (Number.isInteger(value) && low <= value && value <= high) return;
  throw errors.validation(`${what} '${value}' must be in the range ${low}-${high}`);
}

function isPort(value: string): boolean {
  return /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65535;
}

function isMatcher(value: string): boolean {
  return value.split(",").every((part) => {
    const match = /^(\d{3})(?:-(\d{3}))?$/.exec(part);
    const [low, high] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
    return 200 <= low && low <= high && high <= 499;
  });
}
