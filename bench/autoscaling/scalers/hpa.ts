import type { Metric, Point, Scaler } from "../scaler.ts";

const everySeconds = 15;
const tolerance = 0.1;
const stabilizationSeconds = 300;
/** The default scale-up policies: the larger of +100 % and +4 pods per 15 s, which is a look. */
const upPercent = 1;
const upPods = 4;

/**
 * Kubernetes' HorizontalPodAutoscaler on CPU, autoscaling/v2 with its default behaviour. A pod without a sample of its own counts as
 * not ready: left out, and as 0 % where the others ask for more.
 */
export function hpa(feed: "cloudwatch" | "own", metric: Metric, target: number): Scaler {
  const goal = target / 100;
  return {
    name: "hpa",
    target,
    feed,
    metric,
    everySeconds,
    start(_initial, { min, max }) {
      let latest: Point | undefined;
      const recommended: { at: number; count: number }[] = [];
      return {
        look({ now, desired, points }) {
          latest = points.at(-1) ?? latest;
          if (latest === undefined) return desired;
          const recommendation = Math.min(max, Math.max(min, recommend(latest, desired, goal)));
          while (recommended.length > 0 && (recommended[0] as { at: number }).at <= now - stabilizationSeconds) {
            recommended.shift();
          }
          // Only the largest of what follows can ever be the answer, so the rest need not be kept.
          while (recommended.length > 0 && (recommended.at(-1) as { count: number }).count <= recommendation) {
            recommended.pop();
          }
          recommended.push({ at: now, count: recommendation });
          const stabilized = (recommended[0] as { count: number }).count;
          if (recommendation > desired) {
            return Math.min(recommendation, Math.max(desired * (1 + upPercent), desired + upPods));
          }
          return Math.min(desired, stabilized);
        },
      };
    },
  };
}

function recommend({ cpu, ready }: Point, current: number, goal: number): number {
  const sampled = Math.min(current, Math.round(ready));
  const ratio = cpu / goal;
  const waiting = current - sampled;
  if (ratio > 1 && waiting > 0) {
    const withWaiting = (cpu * sampled) / (goal * current);
    if (withWaiting <= 1 + tolerance) return current;
    return Math.ceil(withWaiting * current - 1e-9);
  }
  if (Math.abs(ratio - 1) <= tolerance) return current;
  return Math.ceil(ratio * sampled - 1e-9);
}
