import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { type Alarm, addTags, alarmArn } from "../alarms.ts";
import type { CloudWatchState } from "../state.ts";

/** Sets an alarm, all of it anew. Tags count only where it is made. It is kept, and not evaluated yet. */
export const putMetricAlarm: Action<"cloudwatch", "PutMetricAlarm", CloudWatchState> = (input, { state, world }) => {
  const { Tags, ...settings } = input;
  const name = settings.AlarmName ?? "";
  const { MetricName, Metrics } = settings;
  if (MetricName !== undefined && Metrics)
    throw new AwsError(
      "InvalidParameterCombinationException",
      "The parameters MetricName and Metrics are mutually exclusive and you have specified both.",
    );
  if (MetricName === undefined && !Metrics) throw new AwsError("ValidationError", "MetricName must not be null");
  if (MetricName !== undefined && !settings.Statistic && !settings.ExtendedStatistic)
    throw new AwsError("ValidationError", "Exactly one of statistic or extendedStatistic must be specified");
  if (settings.Threshold === undefined && !settings.ThresholdMetricId)
    throw new AwsError("ValidationError", "Exactly one of threshold or thresholdMetricId must be specified");
  const now = world.clock.now();
  const known = state.alarms.get(name);
  if (known) {
    known.settings = settings;
    known.updatedAt = now;
    return {};
  }
  const alarm: Alarm = {
    name,
    arn: alarmArn(world, name),
    createdAt: now,
    updatedAt: now,
    settings,
    tags: new Map(),
  };
  addTags(alarm.tags, Tags);
  state.alarms.set(name, alarm);
  return {};
};
