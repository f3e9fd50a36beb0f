import type { Metric, Scaler } from "../scaler.ts";

const outDatapoints = 3;
const inDatapoints = 15;
/** Application Auto Scaling's own for ECS, both ways. */
const cooldownSeconds = 300;

/**
 * Application Auto Scaling's target tracking on ECS: out when three points are above the target, in when fifteen are
 * below 0.9 of it, both in proportion to the running count. While a scale-out cools down, a further one must be larger
 * than what was added; a scale-in waits for its own cooldown, which a scale-out ends.
 */
export function targetTracking(name: string, metric: Metric, target: number): Scaler {
  const goal = target / 100;
  return {
    name,
    target,
    feed: "cloudwatch",
    metric,
    everySeconds: metric.periodSeconds,
    offsetSeconds: metric.lagSeconds % metric.periodSeconds,
    start(_initial, { min, max }) {
      let [above, below] = [0, 0];
      let outUntil = -1;
      let inUntil = -1;
      let beforeOut = 0;
      return {
        look({ now, ready, desired, points }) {
          let wanted = desired;
          for (const { cpu } of points) {
            above = cpu > goal ? above + 1 : 0;
            below = cpu < 0.9 * goal ? below + 1 : 0;
            if (above >= outDatapoints) {
              const cooling = now < outUntil;
              const want = Math.min(max, ceil(((cooling ? beforeOut : ready) * cpu) / goal));
              if (want > wanted) {
                if (!cooling) beforeOut = ready;
                wanted = want;
                outUntil = now + cooldownSeconds;
                inUntil = -1;
              }
            } else if (below >= inDatapoints && now >= inUntil) {
              const want = Math.max(min, ceil((ready * cpu) / goal));
              if (want < wanted) {
                wanted = want;
                inUntil = now + cooldownSeconds;
              }
            }
          }
          return wanted;
        },
      };
    },
  };
}

/** Rounds up, but not for the dust of floating point. */
function ceil(value: number): number {
  return Math.ceil(value - 1e-9);
}
