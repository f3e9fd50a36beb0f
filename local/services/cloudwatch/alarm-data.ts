import type { Alarm, AlarmSettings } from "./alarms.ts";
import { type Datapoint, lookBack } from "./evaluate.ts";
import { calculate } from "./metric-math.ts";
import { type CloudWatchState, findMetric } from "./state.ts";
import { periods, statistic } from "./statistics.ts";

/** What an alarm looks at: the period's length in seconds, and the values of the last periods that are over, oldest first. */
export interface AlarmData {
  readonly seconds: number;
  readonly starts: readonly number[];
  readonly datapoints: readonly Datapoint[];
}

type Query = NonNullable<AlarmSettings["Metrics"]>[number];

export function periodSeconds({ settings }: Alarm): number {
  if (settings.Period !== undefined) return settings.Period;
  return Math.max(60, ...(settings.Metrics ?? []).map(({ MetricStat, Period }) => MetricStat?.Period ?? Period ?? 60));
}

/** Reads an alarm's metric, or what its expression makes of several. */
export function readAlarmData(state: CloudWatchState, alarm: Alarm, now: number): AlarmData {
  const { settings } = alarm;
  const seconds = periodSeconds(alarm);
  const length = seconds * 1_000;
  const count = (settings.EvaluationPeriods ?? 1) + lookBack;
  const end = Math.floor(now / length) * length;
  const starts = Array.from({ length: count }, (_, index) => end - (count - index) * length);
  const read = (metric: Parameters<typeof findMetric>[1], stat: string, unit: string | undefined): Datapoint[] => {
    const data = findMetric(state, metric)?.data ?? [];
    const found = periods(data, { start: starts[0] ?? end, end, seconds, unit });
    const values = new Map(found.map((period) => [period.start, statistic(stat, period.values)]));
    return starts.map((start) => values.get(start));
  };
  const datapoints = settings.Metrics
    ? readQueries(settings.Metrics, read)
    : read(settings, settings.Statistic ?? settings.ExtendedStatistic ?? "Average", settings.Unit);
  return { seconds, starts, datapoints };
}

/** The one query that returns data; expressions may use the others by their ids. */
function readQueries(
  queries: readonly Query[],
  read: (metric: Parameters<typeof findMetric>[1], stat: string, unit: string | undefined) => Datapoint[],
): Datapoint[] {
  const series = (id: string): Datapoint[] => {
    const query = queries.find(({ Id }) => Id === id);
    if (query?.MetricStat?.Metric)
      return read(query.MetricStat.Metric, query.MetricStat.Stat ?? "Average", query.MetricStat.Unit);
    return calculate(query?.Expression ?? "", series);
  };
  const returned = queries.find(({ ReturnData }) => ReturnData !== false) ?? queries[0];
  return series(returned?.Id ?? "");
}
