/** What a target may be set on. `metric` is a CloudWatch metric that the manifest names. */
export type MetricName = "cpu" | "memory" | "requestsPerTask" | "responseTime" | "queueBacklogPerTask" | "metric";

/** One datapoint, as CloudWatch shows it. */
export interface Point {
  readonly metric: MetricName;
  /** The end of its period, in ms since 1970. */
  readonly endsAt: number;
  readonly periodSeconds: number;
  /** CPU and memory in percent; response time in seconds; what is per task, per task. */
  readonly value: number;
}

/** Everything that a decision looks at besides the policy, its memory and the time. */
export interface Observations {
  /** Tasks that serve now. */
  readonly ready: number;
  /** The service's desired count now. */
  readonly desired: number;
  /** Datapoints since the last decision, in any order; ones that were seen before do no harm. */
  readonly points: readonly Point[];
  /** True while a deployment replaces tasks: the count may rise, but not fall. */
  readonly deploying?: boolean;
  /** Where the service must stay, by someone else's wish, and why: a person's `scale`, off-hours of an operator, back-off. */
  readonly constraints?: readonly Constraint[];
  /** Task-hours that this month's tasks have run, for a policy with a budget. */
  readonly taskHoursThisMonth?: number;
  /** True when a request or a message has come to a service without tasks. */
  readonly wake?: boolean;
  /** Of a service whose requests are counted: when the last one came that is known of, in ms; none in the last minutes. */
  readonly requests?: { readonly lastAt?: number };
  /** Messages that someone has in hand, at the last count: a queue with such is not empty. */
  readonly inHand?: number;
  /** Seconds from asking for a task until it serves, where it was measured. */
  readonly provisioningSeconds?: number;
}

/** Someone's wish about the count. Of two, the one with the smaller count wins. */
export interface Constraint {
  readonly by: string;
  /** Exactly this many. */
  readonly count?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}
