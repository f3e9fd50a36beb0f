import type { Action } from "../../../edge/contract.ts";
import { activeCluster } from "../lookup.ts";
import type { EcsState } from "../state.ts";
import { clusterView } from "../views.ts";

/** UpdateCluster: settings and configuration. */
export const updateCluster: Action<"ecs", "UpdateCluster", EcsState> = (input, ecs) => {
  const cluster = activeCluster(ecs, input.cluster);
  if (input.settings) cluster.settings = input.settings;
  if (input.configuration) cluster.configuration = input.configuration;
  if (input.serviceConnectDefaults) cluster.serviceConnectDefaults = input.serviceConnectDefaults;
  return { cluster: clusterView(ecs, cluster, ["SETTINGS", "CONFIGURATIONS", "TAGS"]) };
};
