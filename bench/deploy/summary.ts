import type { Measurement } from "./measure.ts";
import type { Wait } from "./waits.ts";

/** Medians over the seeds. */
export interface Summary {
  readonly makespanSeconds: number;
  readonly criticalPathSeconds: number;
  readonly ratio: number;
  readonly sequenceSeconds: number;
  readonly transitions: number;
  readonly invocations: number;
  readonly priceDollars: number;
  /** Invocations in a new execution environment. */
  readonly coldInvocations: number;
  readonly worstRatio: number;
  readonly mostTransitions: number;
  readonly criticalPath: readonly Wait[];
  readonly steps: Measurement["steps"];
  readonly calls: Readonly<Record<string, number>>;
}

export function summarise(measurements: readonly Measurement[]): Summary {
  const middle = (of: (measurement: Measurement) => number): number => median(measurements.map(of));
  const byName = <Row>(of: (measurement: Measurement) => readonly Row[], name: (row: Row) => string) => {
    const rows = measurements.flatMap(of);
    return [...Map.groupBy(rows, name)];
  };
  return {
    makespanSeconds: round(
      middle((one) => one.makespanSeconds),
      1,
    ),
    criticalPathSeconds: round(
      middle((one) => one.criticalPathSeconds),
      1,
    ),
    ratio: round(
      middle((one) => one.ratio),
      3,
    ),
    sequenceSeconds: round(
      middle((one) => one.sequenceSeconds),
      1,
    ),
    transitions: middle((one) => one.transitions),
    invocations: middle((one) => one.invocations),
    priceDollars: round(
      middle((one) => one.priceDollars),
      6,
    ),
    coldInvocations: middle((one) => one.coldInvocations),
    worstRatio: round(Math.max(...measurements.map(({ ratio }) => ratio)), 3),
    mostTransitions: Math.max(...measurements.map(({ transitions }) => transitions)),
    criticalPath: byName(
      (one) => one.criticalPath,
      ({ name }) => name,
    ).map(([name, waits]) => ({ name, seconds: round(median(waits.map(({ seconds }) => seconds)), 2) })),
    steps: byName(
      (one) => one.steps,
      ({ kind }) => kind,
    ).map(([kind, rows]) => ({
      kind,
      began: round(median(rows.map(({ began }) => began)), 2),
      ended: round(median(rows.map(({ ended }) => ended)), 2),
    })),
    calls: Object.fromEntries(
      byName(
        (one) => Object.entries(one.calls),
        ([name]) => name,
      )
        .map(([name, rows]) => [name, median(rows.map(([, count]) => count))] as const)
        .toSorted(([one], [other]) => (one < other ? -1 : 1)),
    ),
  };
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? Number.NaN)) / 2;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
