import type { DeploymentConfiguration } from "./state.ts";

/** Half of the desired count, at least 3 and at most 200. */
const byDefault = { type: "BOUNDED_PERCENT", value: 50 } as const;

/** The number of failed tasks at which the deployment fails; `undefined` when the circuit breaker is off. */
export function thresholdOf(configuration: DeploymentConfiguration, desiredCount: number): number | undefined {
  const breaker = configuration.deploymentCircuitBreaker;
  if (!breaker?.enable) return undefined;
  const { type, value = byDefault.value } = breaker.thresholdConfiguration ?? byDefault;
  const share = Math.ceil((value * desiredCount) / 100);
  switch (type) {
    case "COUNT":
      return Math.max(1, value);
    case "UNBOUNDED_PERCENT":
      return Math.max(1, share);
    default:
      return Math.min(200, Math.max(3, share));
  }
}

/** Whether one healthy task lets the count begin anew. */
export function resetsOnHealthyTask(configuration: DeploymentConfiguration): boolean {
  return configuration.deploymentCircuitBreaker?.resetOnHealthyTask !== false;
}
