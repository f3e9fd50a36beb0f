import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { type Alarm, type AlarmSettings, addTags, alarmArn } from "../alarms.ts";
import { comparisonOf } from "../comparison.ts";
import { calculate } from "../metric-math.ts";
import type { CloudWatchState } from "../state.ts";
import { watchAlarm } from "../watch-alarm.ts";

/** Sets an alarm, all of it anew. Tags count only where it is made. */
export const putMetricAlarm: Action<"cloudwatch", "PutMetricAlarm", CloudWatchState> = (input, context) => {
  const { state, world } = context;
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
  checkEvaluation(settings);
  const now = world.clock.now();
  const known = state.alarms.get(name);
  if (known) {
    known.settings = settings;
    known.updatedAt = now;
    watchAlarm(context, state, known);
    return {};
  }
  const alarm: Alarm = {
    name,
    arn: alarmArn(world, name),
    createdAt: now,
    updatedAt: now,
    settings,
    state: {
      value: "INSUFFICIENT_DATA",
      reason: "Unchecked: Initial alarm creation",
      updatedAt: now,
      transitionedAt: now,
    },
    tags: new Map(),
  };
  addTags(alarm.tags, Tags);
  state.alarms.set(name, alarm);
  watchAlarm(context, state, alarm);
  return {};
};

function checkEvaluation(settings: AlarmSettings): void {
  const { EvaluationPeriods = 1, DatapointsToAlarm, ComparisonOperator, TreatMissingData } = settings;
  if (DatapointsToAlarm !== undefined && (DatapointsToAlarm < 1 || DatapointsToAlarm > EvaluationPeriods))
    throw new AwsError("ValidationError", "DatapointsToAlarm must be between 1 and EvaluationPeriods.");
  if (settings.ThresholdMetricId || !comparisonOf(ComparisonOperator))
    throw new AwsError(
      "ValidationError",
      `The local cloud has no anomaly bands: ComparisonOperator ${ComparisonOperator} is not served.`,
    );
  if (!["missing", "ignore", "breaching", "notBreaching"].includes(TreatMissingData ?? "missing"))
    throw new AwsError("ValidationError", `The value ${TreatMissingData} for parameter TreatMissingData is invalid.`);
  const ids = new Set((settings.Metrics ?? []).map(({ Id }) => Id));
  for (const { Expression } of settings.Metrics ?? [])
    if (Expression)
      calculate(Expression, (id) => {
        if (!ids.has(id))
          throw new AwsError("ValidationError", `Expression ${Expression} names ${id}, which is no query.`);
        return [1];
      });
}
