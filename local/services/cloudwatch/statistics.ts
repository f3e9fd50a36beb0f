import { AwsError } from "../../edge/aws-error.ts";
import type { Datum } from "./state.ts";

/** One period of a metric, summed up. */
export interface Period {
  /** Start of the period, milliseconds since the epoch. */
  readonly start: number;
  readonly values: readonly number[];
}

/** Groups data from `start` (included) to `end` (excluded) into periods that begin at multiples of `seconds`. */
export function periods(data: readonly Datum[], start: number, end: number, seconds: number): Period[] {
  const length = seconds * 1000;
  const groups = new Map<number, number[]>();
  for (const { timestamp, value } of data) {
    if (timestamp < start || timestamp >= end) continue;
    const begin = Math.floor(timestamp / length) * length;
    groups.set(begin, [...(groups.get(begin) ?? []), value]);
  }
  return [...groups].map(([begin, values]) => ({ start: begin, values })).sort((one, other) => one.start - other.start);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const simple: Readonly<Record<string, (values: readonly number[]) => number>> = {
  Average: (values) => sum(values) / values.length,
  Sum: sum,
  Minimum: (values) => Math.min(...values),
  Maximum: (values) => Math.max(...values),
  SampleCount: (values) => values.length,
};

/** Computes a statistic by its CloudWatch name: `Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount`, `p50` … `p99.9`. */
export function statistic(name: string, values: readonly number[]): number {
  const known = simple[name];
  if (known) return known(values);
  const percentile = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(name)?.[1];
  if (percentile === undefined)
    throw new AwsError("InvalidParameterValue", `The value ${name} for parameter Stat is not supported.`);
  const sorted = [...values].sort((one, other) => one - other);
  const rank = Math.ceil((Number(percentile) / 100) * sorted.length);
  return sorted[Math.max(0, rank - 1)] ?? Number.NaN;
}
