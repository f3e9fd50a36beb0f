import { gaugesOf } from "../../scaling/load.ts";
import type { MetricName } from "../../scaling/observations.ts";
import type { ScalingPolicy } from "../../scaling/policy.ts";
import { alarmName, alarmSides } from "../alarm-names.ts";
import type { PlannedScaling } from "../plan.ts";

/** What ECS publishes each 20 seconds on request. */
const ofEcs: ReadonlySet<MetricName> = new Set(["cpu", "memory"]);

export function planScaling(policy: ScalingPolicy, installation: string, service: string): PlannedScaling {
  const { min, max, targets, metricSeconds, scaleToZero } = policy;
  const names = (metrics: readonly MetricName[]) =>
    metrics.flatMap((metric) => alarmSides.map((side) => alarmName({ installation, service, metric, side })));
  const metrics = gaugesOf(policy).map(({ metric }) => metric);
  const isFast = (metric: MetricName) => metricSeconds !== undefined && ofEcs.has(metric);
  return {
    min,
    max,
    targets,
    ...(scaleToZero && { asleepAfterSeconds: scaleToZero.afterIdleSeconds }),
    alarms: names(metrics.filter((metric) => !isFast(metric))),
    fastAlarms: names(metrics.filter(isFast)),
  };
}
