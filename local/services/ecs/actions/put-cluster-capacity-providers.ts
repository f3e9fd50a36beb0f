import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { activeCluster } from "../lookup.ts";
import { checkedStrategy, invalid } from "../service-settings.ts";
import type { EcsState } from "../state.ts";
import { clusterView } from "../views.ts";

const known = ["FARGATE", "FARGATE_SPOT"];

/** PutClusterCapacityProviders: what the cluster's tasks may run on, and where they do unless told. */
export const putClusterCapacityProviders: Action<"ecs", "PutClusterCapacityProviders", EcsState> = (input, ecs) => {
  const cluster = activeCluster(ecs, input.cluster);
  const capacityProviders = [...(input.capacityProviders ?? [])];
  const unknown = capacityProviders.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    invalid(`The specified capacity provider was not found. Specify a valid name or ARN and try again: ${unknown}.`);
  }
  const defaultStrategy = checkedStrategy({ capacityProviders }, input.defaultCapacityProviderStrategy ?? []);
  const inUse = [...ecs.state.services.values()]
    .filter((service) => service.cluster === cluster && service.status === "ACTIVE")
    .flatMap((service) => service.strategy.map((item) => item.capacityProvider ?? ""));
  if (inUse.some((name) => !capacityProviders.includes(name))) {
    throw new AwsError(
      "ResourceInUseException",
      "The specified capacity provider is in use and cannot be removed. First change the services that use it.",
    );
  }
  cluster.capacityProviders = capacityProviders;
  cluster.defaultStrategy = defaultStrategy;
  return { cluster: clusterView(ecs, cluster, ["SETTINGS", "TAGS"]) };
};
