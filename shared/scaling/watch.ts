import { type Gauge, gaugesOf, loadOf } from "./load.ts";
import { type Need, needOf, needOfUnseen } from "./need.ts";
import type { Observations } from "./observations.ts";
import type { ScalingPolicy } from "./policy.ts";
import { beginSeries, learn } from "./series.ts";
import type { ScalingState, Series } from "./state.ts";
import type { Supply } from "./supply.ts";
import { delaySeconds, horizonPoints, tuning } from "./tuning.ts";

/** What one target shows and asks for. */
export interface Watched {
  readonly gauge: Gauge;
  readonly series: Series;
  readonly need: Need;
  /** Tasks for a rise that it has never shown before. No alarm stands there: what is on its way slowly would ring it all along. */
  readonly unseen: number;
  /** Points until tasks that are asked for serve. */
  readonly horizon: number;
  /** The last minute's load over the target: tasks that follow it closely. */
  readonly followed: number;
  /** The newest load over the target. */
  readonly newest: number;
  /** False if the newest point is older than it should be. */
  readonly fresh: boolean;
  /** True once it was watched for as long as any peak counts: before, nobody knows what a lull is worth. */
  readonly known: boolean;
}

/** From RunTask to the first request, where nobody measured it. */
export const usualProvisioningSeconds = 34;

/** Reads every target's new points into its series, and what each asks for now. Targets never seen are left out. */
export function watch(
  policy: ScalingPolicy,
  observations: Observations,
  state: ScalingState,
  supply: Supply,
  now: number,
): Watched[] {
  return gaugesOf(policy).flatMap((gauge) => {
    const points = observations.points
      .filter(({ metric, value }) => metric === gauge.metric && Number.isFinite(value) && value >= 0)
      .toSorted((a, b) => a.endsAt - b.endsAt);
    const periodSeconds = points.at(-1)?.periodSeconds ?? state.series[gauge.metric]?.periodSeconds;
    if (periodSeconds === undefined) return [];
    const known = state.series[gauge.metric];
    const before = known?.periodSeconds === periodSeconds ? known : beginSeries(periodSeconds);
    const horizon = horizonPoints(periodSeconds, observations.provisioningSeconds ?? usualProvisioningSeconds);
    let series = before;
    for (const point of points) {
      if (point.endsAt <= series.lastEnd || point.periodSeconds !== periodSeconds) continue;
      series = learn(series, { endsAt: point.endsAt, ...loadOf(gauge, point, supply) }, horizon);
    }
    if (series.loads.length === 0) return [];
    return [
      {
        gauge,
        series,
        ...read(gauge, series, before, horizon),
        horizon,
        fresh: isFresh(series, now),
        known: isKnown(series),
      },
    ];
  });
}

function read(gauge: Gauge, series: Series, before: Series, horizon: number) {
  const minute = series.loads.slice(-Math.max(1, Math.round(60 / series.periodSeconds)));
  const average = minute.reduce((sum, load) => sum + load, 0) / minute.length;
  return {
    need: needOf(series, before, gauge.share, horizon),
    unseen: needOfUnseen(series, before, horizon),
    followed: average / gauge.share,
    newest: (series.loads.at(-1) as number) / (gauge.share * (1 + tuning.tolerance)),
  };
}

function isKnown({ loads, periodSeconds }: Series): boolean {
  return loads.length * periodSeconds >= Math.max(...tuning.holdSeconds);
}

/** Seconds until a point more can be read; where one is late already, until it is asked for again. */
export function nextPointSeconds(watched: readonly Watched[], now: number): number {
  const due = watched.map(({ series: { lastEnd, periodSeconds } }) =>
    Math.ceil((lastEnd - now) / 1000 + periodSeconds + delaySeconds(periodSeconds)),
  );
  const soonest = due.map((seconds) => (seconds > 0 ? seconds : tuning.lookSeconds));
  return soonest.length === 0 ? tuning.lookSeconds : Math.min(...soonest);
}

/** One point may be late; the second one that is missing is missing. */
function isFresh({ lastEnd, periodSeconds }: Series, now: number): boolean {
  return now - lastEnd <= (2 * periodSeconds + delaySeconds(periodSeconds) + tuning.lookSeconds) * 1000;
}
