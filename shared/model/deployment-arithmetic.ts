/** How a rolling deployment goes: ECS's own rounding, and the time that a whole one takes. */
export interface RollingSettings {
  readonly count: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/** After this long a deployment has failed. */
export const deploymentDeadlineSeconds = 900;

/** From RunTask to RUNNING, on Fargate, for a middling image. */
const taskStartSeconds = 25;

/** ECS counts a task without a load balancer as healthy after this long. */
const unwatchedHealthySeconds = 40;

/** How many tasks of old and new must serve at least, and may run at most. ECS rounds the one up and the other down. */
export function taskBounds({ count, minimumHealthyPercent, maximumPercent }: RollingSettings) {
  return {
    atLeast: Math.ceil((count * minimumHealthyPercent) / 100),
    atMost: Math.floor((count * maximumPercent) / 100),
  };
}

/** False where ECS may neither start a new task nor stop an old one, so that a deployment would never move. */
export function canRoll(settings: RollingSettings): boolean {
  const { atLeast, atMost } = taskBounds(settings);
  return settings.count === 0 || atMost > atLeast;
}

/**
 * Seconds until the last old task is gone, when everything goes well. Tasks are replaced in waves of as many as the
 * bounds leave room for: 4 tasks with 50 % and 100 % go two at a time.
 */
export function estimateDeploymentSeconds(
  settings: RollingSettings & {
    readonly healthCheckIntervalSeconds?: number;
    readonly deregistrationDelaySeconds?: number;
    readonly stopTimeoutSeconds: number;
  },
): number {
  if (settings.count === 0) return 0;
  const { atLeast, atMost } = taskBounds(settings);
  const waves = Math.ceil(settings.count / (atMost - atLeast));
  const healthySeconds = settings.healthCheckIntervalSeconds ?? unwatchedHealthySeconds;
  return (
    waves *
    (taskStartSeconds + healthySeconds + (settings.deregistrationDelaySeconds ?? 0) + settings.stopTimeoutSeconds)
  );
}
