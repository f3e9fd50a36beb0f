import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findCluster, tasksOf } from "../lookup.ts";
import type { EcsState } from "../state.ts";
import { clusterView } from "../views.ts";

/** DeleteCluster. It stays describable as INACTIVE. */
export const deleteCluster: Action<"ecs", "DeleteCluster", EcsState> = (input, ecs) => {
  const cluster = findCluster(ecs, input.cluster);
  if (!cluster) throw new AwsError("ClusterNotFoundException", "Cluster not found.");
  const services = [...ecs.state.services.values()].filter((service) => service.cluster === cluster);
  if (services.some(({ status }) => status !== "INACTIVE")) {
    throw new AwsError("ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active.");
  }
  if (tasksOf(ecs, cluster).some(({ shape }) => shape.lastStatus !== "STOPPED")) {
    throw new AwsError("ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.");
  }
  cluster.status = "INACTIVE";
  return { cluster: clusterView(ecs, cluster) };
};
