import type { MetricName } from "./observations.ts";
import { ceil } from "./pace.ts";
import { tuning } from "./tuning.ts";
import type { Watched } from "./watch.ts";

/** Where a target's alarms should stand so that they fire when the count should change: in the metric's own unit. */
export interface Alarm {
  readonly metric: MetricName;
  /** Above it the count should rise; none where it cannot. */
  readonly above?: number;
  /** Below it the count could fall; none where it cannot. */
  readonly below?: number;
}

/** A load on its way up is worth waking for before it is there. */
const early = 0.9;

export function alarmsOf(
  watched: readonly Watched[],
  { desired, min, max }: { readonly desired: number; readonly min: number; readonly max: number },
): Alarm[] {
  if (desired === 0) return watched.map(({ gauge }) => ({ metric: gauge.metric, above: 0 }));
  return watched.map(({ gauge, series, need }) => {
    // Tasks asked for, for each task's worth of load.
    const factor = Math.max(
      1 / (gauge.share * (1 + tuning.tolerance)),
      need.load > 0 ? Math.max(need.calm, need.room) / need.load : 0,
      Math.min(series.rare, tuning.rareFactor),
    );
    const valueAt = (tasks: number) => (gauge.limit * tasks) / factor / (gauge.metric === "metric" ? 1 : desired);
    const fewer = ceil((desired - 1) / (1 + tuning.spare.most));
    return {
      metric: gauge.metric,
      ...(desired < max && { above: early * valueAt(desired) }),
      ...(desired > min && { below: valueAt(Math.max(0.5, fewer)) }),
    };
  });
}
