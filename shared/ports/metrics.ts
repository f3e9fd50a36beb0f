/** CloudWatch's metrics, as the scaler reads them. */
export interface Metrics {
  /** The points of each query, in the order of the queries: `from` and `to` are ms since 1970, the end not included. */
  read(queries: readonly MetricQuery[], from: number, to: number): Promise<readonly (readonly Datapoint[])[]>;
}

export interface MetricQuery {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Average" | "Sum" | "Maximum";
  readonly periodSeconds: number;
}

export interface Datapoint {
  /** The begin of its period, in ms. */
  readonly startsAt: number;
  readonly value: number;
}
