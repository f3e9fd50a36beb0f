import type { Action } from "../../../edge/contract.ts";
import { type CloudWatchState, metricKey, readDimensions } from "../state.ts";
import { periods, statistic } from "../statistics.ts";

export const getMetricStatistics: Action<"cloudwatch", "GetMetricStatistics", CloudWatchState> = (input, { state }) => {
  const { Namespace = "", MetricName = "", Dimensions, Period = 60, Statistics = [], ExtendedStatistics = [] } = input;
  const metric = state.metrics.get(
    metricKey({ namespace: Namespace, name: MetricName, dimensions: readDimensions(Dimensions) }),
  );
  const found = periods(metric?.data ?? [], input.StartTime?.getTime() ?? 0, input.EndTime?.getTime() ?? 0, Period);
  return {
    Label: MetricName,
    Datapoints: found.map(({ start, values }) => ({
      Timestamp: new Date(start),
      Unit: (metric?.data[0]?.unit ?? "None") as "None",
      ...Object.fromEntries(Statistics.map((name) => [name, statistic(name, values)])),
      ...(ExtendedStatistics.length > 0 && {
        ExtendedStatistics: Object.fromEntries(ExtendedStatistics.map((name) => [name, statistic(name, values)])),
      }),
    })),
  };
};
