import type { Metric, Scaler } from "../scaler.ts";

const tickSeconds = 2;
const stableSeconds = 60;
const panicSeconds = 6;
const panicThreshold = 2;
const maxScaleUpRate = 1000;
const maxScaleDownRate = 2;

/**
 * Knative's pod autoscaler with config-autoscaler's defaults. In its own world it sees every second of demand, queued
 * requests too; on CloudWatch it sees the points that there are, and the last one is its panic window.
 */
export function kpa(feed: "cloudwatch" | "own", metric: Metric, target: number): Scaler {
  const goal = target / 100;
  const panicPoints = Math.max(1, Math.round(panicSeconds / metric.periodSeconds));
  const stablePoints = Math.max(panicPoints, Math.round(stableSeconds / metric.periodSeconds));
  return {
    name: "kpa",
    target,
    feed,
    metric,
    everySeconds: feed === "own" ? 1 : tickSeconds,
    start(initial, { max }) {
      const loads = new Float64Array(stablePoints);
      let [seen, stableSum, panicSum] = [0, 0, 0];
      // Knative begins in panic when more than one pod is ready.
      let panicTime = initial > 1 ? 0 : Number.NEGATIVE_INFINITY;
      let panicking = initial > 1;
      let maxPanic = initial > 1 ? initial : 0;
      const observe = (load: number) => {
        if (seen >= stablePoints) stableSum -= loads[seen % stablePoints] as number;
        if (seen >= panicPoints) panicSum -= loads[(seen - panicPoints) % stablePoints] as number;
        loads[seen % stablePoints] = load;
        stableSum += load;
        panicSum += load;
        seen++;
      };
      return {
        look({ now, ready, desired, points, liveLoad }) {
          if (feed === "own") observe(liveLoad);
          else for (const point of points) observe(point.cpu * point.ready);
          if (seen === 0 || now % tickSeconds !== 0) return desired;
          const serving = Math.max(1, ready);
          const most = Math.ceil(maxScaleUpRate * serving);
          const least = Math.floor(serving / maxScaleDownRate);
          const clamp = (count: number) => Math.min(most, Math.max(least, count));
          const forStable = Math.ceil(stableSum / Math.min(seen, stablePoints) / goal - 1e-9);
          const forPanic = Math.ceil(panicSum / Math.min(seen, panicPoints) / goal - 1e-9);
          if (forPanic / serving >= panicThreshold) {
            panicking = true;
            panicTime = now;
          } else if (panicking && now > panicTime + stableSeconds) {
            panicking = false;
            maxPanic = 0;
          }
          if (!panicking) return Math.min(max, clamp(forStable));
          maxPanic = Math.max(maxPanic, clamp(forStable), clamp(forPanic));
          return Math.min(max, maxPanic);
        },
      };
    },
  };
}
