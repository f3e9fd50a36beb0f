/**
 * How a service is scaled: the policy with everything filled in. What a manifest may say stands in `policy-schema.ts`,
 * what it means together in `policy-checks.ts`.
 */
export interface ScalingPolicy {
  readonly min: number;
  readonly max: number;
  readonly targets: Targets;
  /** How often ECS publishes CPU and memory, where it is not each minute; alarms look as often. */
  readonly metricSeconds?: 20;
  /** The SQS queue that `queueBacklogPerTask` is about. */
  readonly queue?: string;
  /** False leaves out what repeats by day and week. */
  readonly forecast: boolean;
  /** Tasks that one decision may add at most, and take away at most. */
  readonly scaleOut: { readonly mostTasks?: number };
  readonly scaleIn: { readonly mostTasks?: number };
  readonly schedules: readonly ScheduledBounds[];
  readonly offHours?: OffHours;
  readonly scaleToZero?: { readonly afterIdleSeconds: number };
  readonly budget?: { readonly taskHoursPerMonth: number };
}

/** What a task may carry. The service has as many tasks as the target that asks for the most. */
export interface Targets {
  /** Percent of a task's CPU. */
  readonly cpu?: number;
  /** Percent of a task's memory. */
  readonly memory?: number;
  /** Requests per second and task. */
  readonly requestsPerTask?: number;
  /** Seconds. */
  readonly responseTime?: number;
  /** Messages that wait, per task. */
  readonly queueBacklogPerTask?: number;
  readonly metric?: MetricTarget;
}

/** A CloudWatch metric whose value is per task, or is shared by the tasks. */
export interface MetricTarget {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Average" | "Sum" | "Maximum";
  /** What one task may carry. */
  readonly perTask: number;
}

/** From each time that the line fires until another schedule's fires, these bounds hold instead of the policy's. */
export interface ScheduledBounds {
  readonly cron: string;
  readonly timeZone: string;
  readonly min?: number;
  readonly max?: number;
}

/** No task between `stop` and `start`. */
export interface OffHours {
  readonly stop: string;
  readonly start: string;
  readonly timeZone: string;
}

/** What a policy leaves out. `cpu` is a target where no other is named. */
export const policyDefaults = {
  min: 1,
  max: 10,
  targets: { cpu: 80 },
  forecast: true,
  timeZone: "UTC",
  afterIdleSeconds: 900,
  metric: { statistic: "Average", dimensions: {} },
} as const;
