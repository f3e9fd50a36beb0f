import type { Alarm } from "./alarms.ts";
import type { Datum } from "./data.ts";

/** What CloudWatch holds: metrics by namespace, name and dimensions, and alarms by name. */
export interface CloudWatchState {
  readonly metrics: Map<string, Metric>;
  readonly alarms: Map<string, Alarm>;
}

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly data: Datum[];
}

export function emptyState(): CloudWatchState {
  return { metrics: new Map(), alarms: new Map() };
}

/** The same metric has the same key, whatever the order of its dimensions. */
export function metricKey({ namespace, name, dimensions }: Omit<Metric, "data">): string {
  const sorted = Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([namespace, name, sorted]);
}

interface Dimension {
  readonly Name?: string | undefined;
  readonly Value?: string | undefined;
}

/** Dimensions as the API has them, as a record. */
export function readDimensions(dimensions: readonly Dimension[] = []): Record<string, string> {
  return Object.fromEntries(dimensions.map(({ Name = "", Value = "" }) => [Name, Value]));
}

export function findMetric(
  state: CloudWatchState,
  wanted: {
    readonly Namespace?: string | undefined;
    readonly MetricName?: string | undefined;
    readonly Dimensions?: readonly Dimension[] | undefined;
  },
): Metric | undefined {
  const { Namespace = "", MetricName = "", Dimensions } = wanted;
  return state.metrics.get(
    metricKey({ namespace: Namespace, name: MetricName, dimensions: readDimensions(Dimensions) }),
  );
}
