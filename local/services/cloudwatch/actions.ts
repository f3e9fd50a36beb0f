import type { Actions } from "../../edge/contract.ts";
import { getMetricData } from "./actions/get-metric-data.ts";
import { getMetricStatistics } from "./actions/get-metric-statistics.ts";
import { listMetrics } from "./actions/list-metrics.ts";
import { putMetricData } from "./actions/put-metric-data.ts";
import type { CloudWatchState } from "./state.ts";

export const actions: Actions<"cloudwatch", CloudWatchState> = {
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListMetrics: listMetrics,
  PutMetricData: putMetricData,
};
