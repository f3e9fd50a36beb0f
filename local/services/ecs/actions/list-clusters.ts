import type { Action } from "../../../edge/contract.ts";
import { pageOf } from "../page.ts";
import type { EcsState } from "../state.ts";

/** ListClusters: the active ones. */
export const listClusters: Action<"ecs", "ListClusters", EcsState> = (input, { state }) => {
  const arns = [...state.clusters.values()].filter(({ status }) => status === "ACTIVE").map(({ arn }) => arn);
  const { items, nextToken } = pageOf(arns, input);
  return { clusterArns: items, nextToken };
};
