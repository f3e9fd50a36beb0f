import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";
import type { CloudWatchState, Metric } from "../state.ts";

const recent = 3 * 3600_000;

/** Lists metrics, five hundred a page. A dimension without a value is satisfied by any. */
export const listMetrics: Action<"cloudwatch", "ListMetrics", CloudWatchState> = (input, { state, world }) => {
  const { Namespace, MetricName, Dimensions = [], RecentlyActive } = input;
  const since = world.clock.now() - recent;
  const found = [...state.metrics.values()].filter(
    (metric) =>
      (Namespace === undefined || metric.namespace === Namespace) &&
      (MetricName === undefined || metric.name === MetricName) &&
      (RecentlyActive === undefined || (metric.data.at(-1)?.timestamp ?? 0) >= since) &&
      Dimensions.every(({ Name = "", Value }) => has(metric, Name, Value)),
  );
  const { entries, NextToken } = page(found, input.NextToken, 500);
  return {
    Metrics: entries.map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    })),
    NextToken,
  };
};

function has({ dimensions }: Metric, name: string, value: string | undefined): boolean {
  return name in dimensions && (value === undefined || dimensions[name] === value);
}
