import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { type CloudWatchState, metricKey, readDimensions } from "../state.ts";
import { periods, statistic } from "../statistics.ts";

export const getMetricData: Action<"cloudwatch", "GetMetricData", CloudWatchState> = (input, { state }) => {
  const start = input.StartTime?.getTime() ?? 0;
  const end = input.EndTime?.getTime() ?? 0;
  const queries = (input.MetricDataQueries ?? []).filter(({ ReturnData }) => ReturnData !== false);
  return {
    MetricDataResults: queries.map(({ Id, Label, MetricStat, Expression }) => {
      if (Expression || !MetricStat?.Metric)
        throw new AwsError(
          "ValidationError",
          `The local cloud reads metrics, not expressions: query ${Id} needs MetricStat.`,
        );
      const { Namespace = "", MetricName = "", Dimensions } = MetricStat.Metric;
      const key = metricKey({ namespace: Namespace, name: MetricName, dimensions: readDimensions(Dimensions) });
      const found = periods(state.metrics.get(key)?.data ?? [], start, end, MetricStat.Period ?? 60);
      if (input.ScanBy !== "TimestampAscending") found.reverse();
      return {
        Id,
        Label: Label ?? MetricName,
        Timestamps: found.map((period) => new Date(period.start)),
        Values: found.map(({ values }) => statistic(MetricStat.Stat ?? "Average", values)),
        StatusCode: "Complete" as const,
      };
    }),
  };
};
