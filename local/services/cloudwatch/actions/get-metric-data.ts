import { AwsError } from "../../../edge/aws-error.ts";
import type { Action, Input } from "../../../edge/contract.ts";
import { type CloudWatchState, findMetric } from "../state.ts";
import { periods, statistic } from "../statistics.ts";

type Query = NonNullable<Input<"cloudwatch", "GetMetricData">["MetricDataQueries"]>[number];

/** Reads metrics, the newest period first unless told otherwise. Expressions and searches are not served here. */
export const getMetricData: Action<"cloudwatch", "GetMetricData", CloudWatchState> = (input, { state }) => {
  const start = input.StartTime?.getTime() ?? 0;
  const end = input.EndTime?.getTime() ?? 0;
  if (start >= end)
    throw new AwsError("ValidationError", "The parameter StartTime must be less than the parameter EndTime.");
  const read = ({ Id, Label, MetricStat, Expression }: Query) => {
    if (Expression || !MetricStat?.Metric)
      throw new AwsError(
        "ValidationError",
        `The local cloud reads metrics, not expressions: query ${Id} needs MetricStat.`,
      );
    const { Metric, Period = 60, Stat = "Average", Unit: unit } = MetricStat;
    const found = periods(findMetric(state, Metric)?.data ?? [], { start, end, seconds: Period, unit });
    if (input.ScanBy !== "TimestampAscending") found.reverse();
    return {
      Id,
      Label: Label ?? Metric.MetricName,
      Timestamps: found.map((period) => new Date(period.start)),
      Values: found.map(({ values }) => statistic(Stat, values)),
      StatusCode: "Complete" as const,
    };
  };
  const queries = (input.MetricDataQueries ?? []).filter(({ ReturnData }) => ReturnData !== false);
  return { MetricDataResults: queries.map(read) };
};
