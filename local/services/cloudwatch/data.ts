import { type CloudWatchState, type Metric, metricKey } from "./state.ts";

/** A value of a metric, and how often it came in the same second. */
export interface Datum {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly value: number;
  readonly unit: string;
  count: number;
}

/** High-resolution data are kept three hours, as in CloudWatch; nothing is rolled up here, so all goes then. */
const keptFor = 3 * 3600_000;

/** What has expired is taken away in heaps, since each time costs a pass over the rest. */
const expiredAtOnce = 600_000;

/** Adds a value to its metric. What comes again within a second (each request counts as 1) takes no more room. */
export function addDatum(
  state: CloudWatchState,
  metric: Omit<Metric, "data">,
  datum: Omit<Datum, "count"> & { readonly count?: number },
): void {
  const key = metricKey(metric);
  const entry = state.metrics.get(key) ?? { ...metric, data: [] };
  state.metrics.set(key, entry);
  const { data } = entry;
  const { timestamp, value, unit, count = 1 } = datum;
  const last = data.at(-1);
  if (last && last.value === value && last.unit === unit && sameSecond(last.timestamp, timestamp)) last.count += count;
  else data.push({ timestamp, value, unit, count });
  if (data[0] && data[0].timestamp < timestamp - keptFor - expiredAtOnce) {
    const firstKept = data.findIndex((one) => one.timestamp >= timestamp - keptFor);
    data.splice(0, firstKept);
  }
}

function sameSecond(one: number, other: number): boolean {
  return Math.floor(one / 1000) === Math.floor(other / 1000);
}

/** A statistic set: what a client has summed up itself. */
export interface StatisticSet {
  readonly SampleCount?: number | undefined;
  readonly Sum?: number | undefined;
  readonly Minimum?: number | undefined;
  readonly Maximum?: number | undefined;
}

/**
 * Values that have the same count, sum, minimum and maximum as a statistic set: one at each end, the others at what
 * is left of the sum. Percentiles of them mean nothing, as at CloudWatch.
 */
export function valuesOf({ SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 }: StatisticSet) {
  if (SampleCount <= 1) return [{ value: Sum, count: SampleCount }];
  const between = SampleCount - 2;
  const ends = [
    { value: Minimum, count: 1 },
    { value: Maximum, count: 1 },
  ];
  return between === 0 ? ends : [...ends, { value: (Sum - Minimum - Maximum) / between, count: between }];
}
