import type { ProbeResult, TargetHealth } from "../../../cloud.ts";

/** How a target is doing, and how many checks in a row have spoken for the contrary. */
export interface Health {
  readonly state: TargetHealth;
  readonly reason?: Reason;
  readonly description?: string;
  readonly streak: number;
}

export type Reason = keyof typeof descriptions;

const descriptions = {
  "Elb.RegistrationInProgress": "Target registration is in progress",
  "Elb.InitialHealthChecking": "Initial health checks in progress",
  "Target.Timeout": "Request timed out",
  "Target.FailedHealthChecks": "Health checks failed",
  "Target.ResponseCodeMismatch": "Health checks failed with these codes",
  "Target.DeregistrationInProgress": "Target deregistration is in progress",
  "Target.NotInUse": "Target group is not configured to receive traffic from the load balancer",
  "Target.NotRegistered": "Target is not registered to the target group",
} as const;

/** A health with its reason, worded as AWS does. */
export function because(state: TargetHealth, reason: Reason, detail = ""): Health {
  return { state, reason, description: descriptions[reason] + detail, streak: 0 };
}

/**
 * What a health check does to a target. A new target is healthy after one passed check, whatever the threshold;
 * the healthy threshold counts for the way back only: three checks in a row with a threshold of 3.
 */
export function judge(
  health: Health,
  result: ProbeResult,
  settings: { readonly healthyThreshold: number; readonly unhealthyThreshold: number; readonly matcher: string },
): Health {
  const failure = failureOf(result, settings.matcher);
  const streak = health.streak + 1;
  if (!failure) {
    if (health.state === "unhealthy" && streak < settings.healthyThreshold) return { ...health, streak };
    return { state: "healthy", streak: 0 };
  }
  if (health.state === "unhealthy") return failure;
  if (streak < settings.unhealthyThreshold) return { ...health, streak };
  return failure;
}

/** Whether a status code passes `200`, `200,202` or `200-299`. */
export function matches(matcher: string, status: number): boolean {
  return matcher.split(",").some((part) => {
    const [low, high = low] = part.split("-").map(Number);
    return low !== undefined && high !== undefined && low <= status && status <= high;
  });
}

function failureOf(result: ProbeResult, matcher: string): Health | undefined {
  switch (result.kind) {
    case "timeout":
      return because("unhealthy", "Target.Timeout");
    case "refused":
      return because("unhealthy", "Target.FailedHealthChecks");
    case "status":
      return matches(matcher, result.status)
        ? undefined
        : because("unhealthy", "Target.ResponseCodeMismatch", `: [${result.status}]`);
  }
}
