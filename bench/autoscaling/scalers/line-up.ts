import type { Scaler } from "../scaler.ts";
import { fairway } from "./fairway.ts";
import { cloudwatch20, cloudwatch60, cloudwatch60Read, live, metricsServer } from "./feeds.ts";
import { hpa } from "./hpa.ts";
import { kpa } from "./kpa.ts";
import { stepScaling } from "./step-scaling.ts";
import { targetTracking } from "./target-tracking.ts";

/** Percent. */
export const sweptTargets = [50, 55, 60, 65, 70, 75, 80] as const;

/**
 * Everyone who looks. On CloudWatch, Fairway, HPA and KPA read the same metric: ECS's 20-second CPU, which target
 * tracking at 20 s reads too, or with `resolution` 60 the standard one, on which Fairway sleeps behind standard alarms.
 */
export function lineUp(resolution: 20 | 60): Scaler[] {
  const shown = resolution === 20 ? cloudwatch20 : cloudwatch60Read;
  return [
    fairway(shown),
    ...sweptTargets.map((target) => targetTracking("target-tracking-60s", cloudwatch60, target)),
    ...sweptTargets.map((target) => targetTracking("target-tracking-20s", cloudwatch20, target)),
    stepScaling,
    ...sweptTargets.map((target) => hpa("cloudwatch", shown, target)),
    ...sweptTargets.map((target) => hpa("own", metricsServer, target)),
    ...sweptTargets.map((target) => kpa("cloudwatch", shown, target)),
    ...sweptTargets.map((target) => kpa("own", live, target)),
  ];
}
