import type { Action } from "../../../edge/contract.ts";
import { describeAlarm } from "../alarms.ts";
import { type CloudWatchState, metricKey, readDimensions } from "../state.ts";

interface MetricName {
  readonly Namespace?: string | undefined;
  readonly MetricName?: string | undefined;
  readonly Dimensions?: Parameters<typeof readDimensions>[0];
}

const keyOf = ({ Namespace = "", MetricName = "", Dimensions }: MetricName): string =>
  metricKey({ namespace: Namespace, name: MetricName, dimensions: readDimensions(Dimensions) });

export const describeAlarmsForMetric: Action<"cloudwatch", "DescribeAlarmsForMetric", CloudWatchState> = (
  input,
  { state },
) => ({
  MetricAlarms: [...state.alarms.values()]
    .filter(({ settings }) => keyOf(settings) === keyOf(input))
    .map(describeAlarm),
});
