import type { Action } from "../../../edge/contract.ts";
import type { CloudWatchState } from "../state.ts";

export const listMetrics: Action<"cloudwatch", "ListMetrics", CloudWatchState> = (input, { state }) => {
  const { Namespace, MetricName, Dimensions = [] } = input;
  const found = [...state.metrics.values()].filter(
    ({ namespace, name, dimensions }) =>
      (Namespace === undefined || namespace === Namespace) &&
      (MetricName === undefined || name === MetricName) &&
      Dimensions.every(
        ({ Name = "", Value }) => Name in dimensions && (Value === undefined || dimensions[Name] === Value),
      ),
  );
  return {
    Metrics: found.map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    })),
  };
};
