import { leastMemory } from "./fargate-sizes.ts";

/**
 * What a manifest leaves out. The times are chosen so that a new version serves about 50 s after its deployment began,
 * where AWS's own (checks every 30 s, 300 s of draining, 30 s to stop) take more than six minutes.
 */
export const defaults = {
  type: "web",
  /** Where images that run as an ordinary user listen, who may not open a port below 1024; Cloud Run's default too. */
  port: 8080,
  cpu: 256,
  /** The least for the cpu: 512 for 256. */
  memory: leastMemory,
  architecture: "X86_64",
  count: 1,
  capacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 0, weight: 1 }],
  strategyItem: { base: 0, weight: 1 },
  healthCheck: {
    path: "/",
    /** The shortest that Elastic Load Balancing allows. A new target needs one passed check, so this is its wait. */
    intervalSeconds: 5,
    /** Must be below the interval. */
    timeoutSeconds: 4,
    healthyThreshold: 2,
    /** Three misses, 15 s: a pause for garbage collection does not cost a task its life. */
    unhealthyThreshold: 3,
    gracePeriodSeconds: 60,
    /** A redirect, as to a login page, is an answer too. */
    matcher: "200-399",
  },
  /** ECS's own: never fewer tasks than asked for, and room for a whole new set beside the old. */
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  onFailure: "rollback",
  /** Whoever mends something by hand in the night does not find it taken back. */
  onDrift: "report",
  /** ECS reads secrets as a task starts: without it a rotated one is not used before the next deployment. */
  restartOnSecretChange: true,
  deregistrationDelaySeconds: 10,
  stopTimeoutSeconds: 10,
  logRetentionDays: 30,
} as const;
