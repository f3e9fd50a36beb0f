import type { MetricName, Point } from "./observations.ts";
import type { ScalingPolicy } from "./policy.ts";
import { averageSupply, type Supply } from "./supply.ts";
import { tuning } from "./tuning.ts";

/**
 * How a target's metric tells of load, in tasks' worth at their limit. A percentage has its limit at 100; what has none
 * is taken to have it a quarter above its target, so that every target means 80 % of something or another share of 100.
 */
export interface Gauge {
  readonly metric: MetricName;
  /** The target as a share of the limit. */
  readonly share: number;
  /** The metric's value for one task at its limit. */
  readonly limit: number;
}

const usualShare = 0.8;

export const metricNames = [
  "cpu",
  "memory",
  "requestsPerTask",
  "responseTime",
  "queueBacklogPerTask",
  "metric",
] as const;

/** The gauges of a policy's targets, in a fixed order. */
export function gaugesOf({ targets }: ScalingPolicy): Gauge[] {
  return metricNames.flatMap((metric) => {
    const target = metric === "metric" ? targets.metric?.perTask : targets[metric];
    if (target === undefined) return [];
    const percentage = metric === "cpu" || metric === "memory";
    return [
      percentage
        ? { metric, share: target / 100, limit: 100 }
        : { metric, share: usualShare, limit: target / usualShare },
    ];
  });
}

/** The load that a point shows, and what it must be taken for: a saturated task says only that there is more. */
export function loadOf({ metric, limit }: Gauge, point: Point, supply: Supply): { seen: number; load: number } {
  const tasks = averageSupply(supply, point.endsAt - point.periodSeconds * 1000, point.endsAt);
  const each = point.value / limit;
  switch (metric) {
    case "cpu":
    case "memory": {
      // What woke from nothing within the point is busy with its start, which is no load.
      const isSaturated = point.value >= tuning.saturatedPercent && tasks >= 0.999;
      return { seen: tasks * each, load: tasks * each * (isSaturated ? tuning.saturatedFactor : 1) };
    }
    case "responseTime":
      // Time grows without bound near the limit, so it says that there is too much, not how much.
      return same(tasks * Math.min(2, Math.max(0.4, each)));
    case "requestsPerTask":
      return same(tasks * each);
    case "queueBacklogPerTask":
      // Messages wait for the first task too.
      return same(Math.max(1, tasks) * each);
    case "metric":
      return same(each);
  }
}

function same(load: number) {
  return { seen: load, load };
}
