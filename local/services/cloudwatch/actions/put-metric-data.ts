import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { addDatum, valuesOf } from "../data.ts";
import { type CloudWatchState, readDimensions } from "../state.ts";

export const putMetricData: Action<"cloudwatch", "PutMetricData", CloudWatchState> = (input, { state, world }) => {
  if (input.Namespace?.startsWith("AWS/"))
    throw new AwsError("InvalidParameterValueException", "The value AWS/ for parameter Namespace is invalid.");
  for (const datum of input.MetricData ?? []) {
    const metric = {
      namespace: input.Namespace ?? "",
      name: datum.MetricName ?? "",
      dimensions: readDimensions(datum.Dimensions),
    };
    const timestamp = datum.Timestamp?.getTime() ?? world.clock.now();
    const unit = datum.Unit ?? "None";
    for (const given of valuesGiven(datum)) addDatum(state, metric, { timestamp, unit, ...given });
  }
  return {};
};

type Given = NonNullable<Parameters<typeof putMetricData>[0]["MetricData"]>[number];

/** A value, values each with its count, or a statistic set. */
function valuesGiven({ MetricName, Value, Values, Counts, StatisticValues }: Given) {
  if (Values && Counts && Values.length !== Counts.length)
    throw new AwsError(
      "InvalidParameterValueException",
      `The parameters Values and Counts of metric ${MetricName} must have as many members.`,
    );
  if (Values) return Values.map((value, index) => ({ value, count: Counts?.[index] ?? 1 }));
  if (StatisticValues) return valuesOf(StatisticValues);
  return Value === undefined ? [] : [{ value: Value, count: 1 }];
}
