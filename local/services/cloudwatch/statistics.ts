import { AwsError } from "../../edge/aws-error.ts";
import type { Datum } from "./data.ts";

/** A value and how often it occurs. */
export type Weighted = Pick<Datum, "value" | "count">;

/** One period of a metric. */
export interface Period {
  /** Start of the period, milliseconds since the epoch. */
  readonly start: number;
  readonly values: readonly Weighted[];
}

/**
 * Groups data from `start` (included) to `end` (excluded) into periods that begin at multiples of `seconds`, the
 * earliest first. With `unit` only data of that unit count.
 */
export function periods(
  data: readonly Datum[],
  range: { readonly start: number; readonly end: number; readonly seconds: number; readonly unit?: string | undefined },
): Period[] {
  const length = range.seconds * 1000;
  const groups = new Map<number, Datum[]>();
  for (const datum of data) {
    if (datum.timestamp < range.start || datum.timestamp >= range.end) continue;
    if (range.unit !== undefined && datum.unit !== range.unit) continue;
    const begin = Math.floor(datum.timestamp / length) * length;
    const group = groups.get(begin);
    if (group) group.push(datum);
    else groups.set(begin, [datum]);
  }
  return [...groups].map(([begin, values]) => ({ start: begin, values })).sort((one, other) => one.start - other.start);
}

const count = (values: readonly Weighted[]): number => values.reduce((total, one) => total + one.count, 0);
const sum = (values: readonly Weighted[]): number => values.reduce((total, one) => total + one.value * one.count, 0);

const simple: Readonly<Record<string, (values: readonly Weighted[]) => number>> = {
  Average: (values) => sum(values) / count(values),
  Sum: sum,
  Minimum: (values) => values.reduce((least, { value }) => Math.min(least, value), Number.POSITIVE_INFINITY),
  Maximum: (values) => values.reduce((most, { value }) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  SampleCount: count,
};

/** Computes a statistic by its CloudWatch name: `Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount`, `p50` … `p99.9`. */
export function statistic(name: string, values: readonly Weighted[]): number {
  const known = simple[name];
  if (known) return known(values);
  const percentage = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(name)?.[1];
  if (percentage === undefined)
    throw new AwsError("InvalidParameterValueException", `The value ${name} for parameter Stat is not supported.`);
  return percentile(Number(percentage), values);
}

/** The least value that at least so many percent of all values do not exceed. */
function percentile(percentage: number, values: readonly Weighted[]): number {
  const sorted = [...values].sort((one, other) => one.value - other.value);
  const rank = Math.max(1, Math.ceil((percentage / 100) * count(values)));
  let passed = 0;
  for (const one of sorted) {
    passed += one.count;
    if (passed >= rank) return one.value;
  }
  return Number.NaN;
}
