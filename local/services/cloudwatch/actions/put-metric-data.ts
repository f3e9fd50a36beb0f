import type { Action } from "../../../edge/contract.ts";
import { addDatum, type CloudWatchState, readDimensions } from "../state.ts";

export const putMetricData: Action<"cloudwatch", "PutMetricData", CloudWatchState> = (input, { state, world }) => {
  for (const datum of input.MetricData ?? []) {
    const metric = {
      namespace: input.Namespace ?? "",
      name: datum.MetricName ?? "",
      dimensions: readDimensions(datum.Dimensions),
    };
    const timestamp = datum.Timestamp?.getTime() ?? world.clock.now();
    const values = datum.Values ?? (datum.Value === undefined ? [] : [datum.Value]);
    values.forEach((value, index) => {
      const times = datum.Counts?.[index] ?? 1;
      for (let time = 0; time < times; time++)
        addDatum(state, metric, { timestamp, value, unit: datum.Unit ?? "None" });
    });
  }
  return {};
};
