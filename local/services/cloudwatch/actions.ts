import type { Actions } from "../../edge/contract.ts";
import { deleteAlarms } from "./actions/delete-alarms.ts";
import { describeAlarms } from "./actions/describe-alarms.ts";
import { describeAlarmsForMetric } from "./actions/describe-alarms-for-metric.ts";
import { getMetricData } from "./actions/get-metric-data.ts";
import { getMetricStatistics } from "./actions/get-metric-statistics.ts";
import { listMetrics } from "./actions/list-metrics.ts";
import { listTagsForResource } from "./actions/list-tags-for-resource.ts";
import { putMetricAlarm } from "./actions/put-metric-alarm.ts";
import { putMetricData } from "./actions/put-metric-data.ts";
import { setAlarmState } from "./actions/set-alarm-state.ts";
import { tagResource } from "./actions/tag-resource.ts";
import { untagResource } from "./actions/untag-resource.ts";
import type { CloudWatchState } from "./state.ts";

export const actions: Actions<"cloudwatch", CloudWatchState> = {
  DeleteAlarms: deleteAlarms,
  DescribeAlarms: describeAlarms,
  DescribeAlarmsForMetric: describeAlarmsForMetric,
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListMetrics: listMetrics,
  ListTagsForResource: listTagsForResource,
  PutMetricAlarm: putMetricAlarm,
  PutMetricData: putMetricData,
  SetAlarmState: setAlarmState,
  TagResource: tagResource,
  UntagResource: untagResource,
};
