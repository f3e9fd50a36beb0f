import { isDeepStrictEqual } from "node:util";
import type { Action, Input } from "../../../edge/contract.ts";
import { clusterArn } from "../arns.ts";
import { checkedStrategy, invalid } from "../service-settings.ts";
import type { ClusterRecord, EcsState } from "../state.ts";
import { toTags } from "../tags.ts";
import { clusterView } from "../views.ts";

/** CreateCluster. An active cluster of the same name is answered as it is, and refused where this request differs. */
export const createCluster: Action<"ecs", "CreateCluster", EcsState> = (input, ecs) => {
  const name = input.clusterName ?? "default";
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) invalid("Cluster names may have letters, digits, hyphens and underscores.");
  const arn = clusterArn(ecs.world, name);
  const existing = ecs.state.clusters.get(arn);
  if (existing?.status === "ACTIVE") {
    if (differs(input, existing)) {
      invalid("Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
    }
    return { cluster: clusterView(ecs, existing, ["TAGS", "SETTINGS"]) };
  }
  const capacityProviders = [...(input.capacityProviders ?? [])];
  const cluster = {
    arn,
    name,
    status: "ACTIVE" as const,
    capacityProviders,
    defaultStrategy: checkedStrategy({ capacityProviders }, input.defaultCapacityProviderStrategy ?? []),
    settings: input.settings ?? [{ name: "containerInsights" as const, value: "disabled" }],
    configuration: input.configuration,
    serviceConnectDefaults: input.serviceConnectDefaults,
    tags: toTags(input.tags),
  };
  ecs.state.clusters.set(arn, cluster);
  return { cluster: clusterView(ecs, cluster, ["TAGS", "SETTINGS", "CONFIGURATIONS"]) };
};

/** What a request leaves out is not compared. */
function differs(
  { capacityProviders, tags }: Input<"ecs", "CreateCluster">,
  existing: Pick<ClusterRecord, "capacityProviders" | "tags">,
): boolean {
  return (
    (capacityProviders !== undefined && !isDeepStrictEqual([...capacityProviders], existing.capacityProviders)) ||
    (tags !== undefined && !isDeepStrictEqual(toTags(tags), existing.tags))
  );
}
