import { holdPoints } from "./forecasts.ts";
import { needOf } from "./need.ts";
import type { MetricName } from "./observations.ts";
import { ceil } from "./pace.ts";
import { tuning } from "./tuning.ts";
import type { Watched } from "./watch.ts";

/** Where a target's alarms should stand so that they fire when the count should change: in the metric's own unit. */
export interface Alarm {
  readonly metric: MetricName;
  /** Above it the count should rise; none where it cannot. */
  readonly above?: number;
  /** Below it, for so many points, the count could fall; none where it cannot. */
  readonly below?: number;
  readonly belowPoints: number;
}

/** A load on its way up is worth waking for before it is there. */
const early = 0.9;

export function alarmsOf(
  watched: readonly Watched[],
  count: { readonly desired: number; readonly min: number; readonly max: number; readonly spare: number },
): Alarm[] {
  const { desired, min, max } = count;
  return watched.map((target) => {
    const { gauge, series } = target;
    const { metric } = gauge;
    const belowPoints = holdPoints(series.choice, series.periodSeconds);
    if (desired === 0) return { metric, above: 0, belowPoints };
    const inUnit = (load: number) => (load * gauge.limit) / (metric === "metric" ? 1 : desired);
    const level = levelAbove(target, desired);
    // Where it is on its way already, being told so again each minute is of no use.
    const isThere = (series.loads.at(-1) ?? 0) > early * level;
    return {
      metric,
      ...(desired < max && { above: inUnit(isThere ? level : early * level) }),
      ...(desired > min && { below: inUnit(levelBelow(target, count)) }),
      belowPoints,
    };
  });
}

/** The load at which more tasks would be asked for, if the next point showed it. */
function levelAbove({ gauge, series, horizon }: Watched, desired: number): number {
  const level = firstLoad(desired, (load) => {
    const next = { ...series, loads: [...series.loads, load], peak: Math.max(series.peak, load) };
    const { calm, room } = needOf(next, series, gauge.share, horizon);
    return ceil(Math.max(calm, room)) > desired;
  });
  // A percentage shows no more than that it is saturated, which asks for more whatever the count.
  return gauge.limit === 100 ? Math.min(level, (desired * tuning.saturatedPercent) / 100) : level;
}

/** The load that asks for so many tasks, if it has been no higher for as long as peaks count: with less, one may go. */
function levelBelow(
  { gauge, series, horizon }: Watched,
  { desired, spare }: { desired: number; spare: number },
): number {
  return firstLoad(desired, (load) => {
    const flat = { ...series, loads: series.loads.map(() => load) };
    const { calm, room } = needOf(flat, series, gauge.share, horizon);
    return ceil(Math.max(calm, room) * (1 + spare)) >= desired;
  });
}

/** The smallest load for which that holds, by halving: it holds for all that is larger. */
function firstLoad(desired: number, holds: (load: number) => boolean): number {
  let [low, high] = [0, desired * (1 + tuning.tolerance)];
  for (let halves = 0; halves < 9; halves++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
