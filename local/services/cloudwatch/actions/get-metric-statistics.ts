import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { type CloudWatchState, findMetric } from "../state.ts";
import { periods, statistic } from "../statistics.ts";

/** Data points that one call may ask for. */
const mostPoints = 1_440;

export const getMetricStatistics: Action<"cloudwatch", "GetMetricStatistics", CloudWatchState> = (input, { state }) => {
  const { Period: seconds = 60, Statistics = [], ExtendedStatistics = [], Unit: unit } = input;
  const start = input.StartTime?.getTime() ?? 0;
  const end = input.EndTime?.getTime() ?? 0;
  if (start >= end)
    throw new AwsError(
      "InvalidParameterValueException",
      "The parameter StartTime must be less than the parameter EndTime.",
    );
  if (Statistics.length + ExtendedStatistics.length === 0)
    throw new AwsError(
      "InvalidParameterCombinationException",
      "At least one of the parameters Statistics and ExtendedStatistics must be specified.",
    );
  const points = Math.ceil((end - start) / (seconds * 1000));
  if (points > mostPoints)
    throw new AwsError(
      "InvalidParameterCombinationException",
      `You have requested up to ${points} datapoints, which exceeds the limit of ${mostPoints}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  const data = findMetric(state, input)?.data ?? [];
  return {
    Label: input.MetricName,
    Datapoints: periods(data, { start, end, seconds, unit }).map((period) => ({
      Timestamp: new Date(period.start),
      Unit: (unit ?? data[0]?.unit ?? "None") as "None",
      ...Object.fromEntries(Statistics.map((name) => [name, statistic(name, period.values)])),
      ...(ExtendedStatistics.length > 0 && {
        ExtendedStatistics: Object.fromEntries(
          ExtendedStatistics.map((name) => [name, statistic(name, period.values)]),
        ),
      }),
    })),
  };
};
