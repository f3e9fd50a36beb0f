/** What CloudWatch holds: metrics by namespace, name and dimensions. */
export interface CloudWatchState {
  readonly metrics: Map<string, Metric>;
}

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly data: Datum[];
}

export interface Datum {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly value: number;
  readonly unit: string;
}

export function emptyState(): CloudWatchState {
  return { metrics: new Map() };
}

/** High-resolution data are kept three hours, as in CloudWatch; nothing is rolled up here, so all goes then. */
const keptFor = 3 * 3600_000;

/** Adds one value to its metric. */
export function addDatum(state: CloudWatchState, metric: Omit<Metric, "data">, datum: Datum): void {
  const key = metricKey(metric);
  const entry = state.metrics.get(key) ?? { ...metric, data: [] };
  state.metrics.set(key, entry);
  entry.data.push(datum);
  while (entry.data[0] && entry.data[0].timestamp < datum.timestamp - keptFor) entry.data.shift();
}

/** The same metric has the same key, whatever the order of its dimensions. */
export function metricKey({ namespace, name, dimensions }: Omit<Metric, "data">): string {
  const sorted = Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([namespace, name, sorted]);
}

/** Dimensions as the API has them, as a record. */
export function readDimensions(
  dimensions: readonly { Name?: string | undefined; Value?: string | undefined }[] | undefined,
): Record<string, string> {
  return Object.fromEntries((dimensions ?? []).map(({ Name = "", Value = "" }) => [Name, Value]));
}
