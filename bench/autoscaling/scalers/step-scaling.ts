import type { Scaler } from "../scaler.ts";
import { cloudwatch60 } from "./feeds.ts";

/** AWS's worked example around 60 %: +10 % from 70, +30 % from 80; -10 % at 50 and below, -30 % at 40 and below. */
const steps = { high: 0.7, higher: 0.8, low: 0.5, lower: 0.4, small: 0.1, large: 0.3 } as const;
const cooldownSeconds = 300;
const outDatapoints = 3;
const inDatapoints = 15;

/** Step scaling with PercentChangeInCapacity, on the alarms that target tracking would have. */
export const stepScaling: Scaler = {
  name: "step-scaling",
  target: 60,
  feed: "cloudwatch",
  metric: cloudwatch60,
  everySeconds: 60,
  offsetSeconds: 30,
  start(_initial, { min, max }) {
    let [above, below] = [0, 0];
    let outUntil = -1;
    let inUntil = -1;
    let beforeOut = 0;
    return {
      look({ now, ready, desired, points }) {
        let wanted = desired;
        for (const { cpu } of points) {
          above = cpu >= steps.high ? above + 1 : 0;
          below = cpu <= steps.low ? below + 1 : 0;
          if (above >= outDatapoints) {
            const cooling = now < outUntil;
            const base = cooling ? beforeOut : ready;
            const want = Math.min(max, base + roundChange(base * (cpu >= steps.higher ? steps.large : steps.small)));
            if (want > wanted) {
              if (!cooling) beforeOut = ready;
              wanted = want;
              outUntil = now + cooldownSeconds;
              inUntil = -1;
            }
          } else if (below >= inDatapoints && now >= inUntil) {
            const want = Math.max(min, ready + roundChange(-ready * (cpu <= steps.lower ? steps.large : steps.small)));
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

/** Application Auto Scaling's rounding: away from nothing below one task, towards it above. */
function roundChange(change: number): number {
  if (change > 0 && change < 1) return 1;
  if (change < 0 && change > -1) return -1;
  return Math.trunc(change);
}
