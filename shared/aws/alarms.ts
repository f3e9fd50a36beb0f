import {
  type CloudWatchClient,
  DeleteAlarmsCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import type { Alarms } from "../ports/alarms.ts";
import { answerOr } from "./answer-or.ts";
import { toDimensions } from "./dimensions.ts";
import { toUpperPairs } from "./tags.ts";

export function createAlarms(client: CloudWatchClient): Alarms {
  const gone = { ResourceNotFound: undefined };
  return {
    async put({ name, description, query, side, threshold, points, tags }) {
      await client.send(
        new PutMetricAlarmCommand({
          AlarmName: name,
          AlarmDescription: description,
          Namespace: query.namespace,
          MetricName: query.name,
          Dimensions: toDimensions(query.dimensions),
          Statistic: query.statistic,
          Period: query.periodSeconds,
          EvaluationPeriods: points,
          DatapointsToAlarm: points,
          Threshold: threshold,
          ComparisonOperator: side === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
          TreatMissingData: "missing",
          Tags: toUpperPairs(tags),
        }),
      );
    },

    async rearm(name) {
      const state = {
        StateValue: "INSUFFICIENT_DATA",
        StateReason: "The scaler sleeps, and waits to be woken",
      } as const;
      await answerOr(client.send(new SetAlarmStateCommand({ AlarmName: name, ...state })), gone);
    },

    /** One by one: a name that is not there would keep the others from being deleted. */
    async remove(names) {
      for (const name of names) await answerOr(client.send(new DeleteAlarmsCommand({ AlarmNames: [name] })), gone);
    },
  };
}
