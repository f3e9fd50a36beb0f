import {
  type Cluster,
  CreateClusterCommand,
  DescribeClustersCommand,
  type ECSClient,
  PutClusterCapacityProvidersCommand,
  TagResourceCommand,
} from "@aws-sdk/client-ecs";
import type { ActualCluster } from "../plan/facts.ts";
import type { Clusters } from "../ports/clusters.ts";
import type { Found } from "../ports/found.ts";
import { errorCode } from "./answer-or.ts";
import { present } from "./present.ts";
import { fromLowerPairs, toLowerPairs } from "./tags.ts";

export function createClusters(client: ECSClient): Clusters {
  const describe = async (name: string): Promise<Cluster | undefined> => {
    const { clusters } = await client.send(new DescribeClustersCommand({ clusters: [name], include: ["TAGS"] }));
    return clusters?.[0];
  };

  return {
    async find(name) {
      const cluster = await describe(name);
      return cluster && toCluster(cluster);
    },

    async create({ name, capacityProviders, tags }) {
      const request = { clusterName: name, capacityProviders: [...capacityProviders], tags: toLowerPairs(tags) };
      try {
        const { cluster } = await client.send(new CreateClusterCommand(request));
        return toCluster(present(cluster, "the cluster"));
      } catch (error) {
        if (isNameTaken(error)) return "name-taken";
        throw error;
      }
    },

    async setTags(arn, tags) {
      await client.send(new TagResourceCommand({ resourceArn: arn, tags: toLowerPairs(tags) }));
    },

    async putCapacityProviders(name, capacityProviders) {
      const cluster = await describe(name);
      await client.send(
        new PutClusterCapacityProvidersCommand({
          cluster: name,
          capacityProviders: [...capacityProviders],
          defaultCapacityProviderStrategy: cluster?.defaultCapacityProviderStrategy ?? [],
        }),
      );
    },
  };
}

/**
 * The cluster was made a moment ago with other arguments: its tags name another deployment. "Arguments on this
 * idempotent request are inconsistent with arguments used in previous request(s)."
 */
function isNameTaken(error: unknown): boolean {
  return errorCode(error) === "InvalidParameter" && /idempotent request/i.test((error as Error).message);
}

function toCluster(cluster: Cluster): Found<ActualCluster> {
  return {
    arn: present(cluster.clusterArn, "the cluster's ARN"),
    name: present(cluster.clusterName, "the cluster's name"),
    status: present(cluster.status, "the cluster's status"),
    capacityProviders: cluster.capacityProviders ?? [],
    tags: fromLowerPairs(cluster.tags),
  };
}
