import { AwsError } from "../../edge/aws-error.ts";
import { clusterArn, nameOf, serviceArn, taskDefinitionArn } from "./arns.ts";
import { stoppedTaskStays } from "./lifecycle.ts";
import type { ClusterRecord, Ecs, ServiceRecord, TaskDefinitionRecord, TaskRecord } from "./state.ts";

/** The cluster by name or ARN, `default` when none is named; INACTIVE ones are found too. */
export function findCluster(ecs: Ecs, cluster: string | undefined): ClusterRecord | undefined {
  return ecs.state.clusters.get(clusterArn(ecs.world, nameOf(cluster ?? "default")));
}

export function activeCluster(ecs: Ecs, cluster: string | undefined): ClusterRecord {
  const found = findCluster(ecs, cluster);
  if (!found) throw new AwsError("ClusterNotFoundException", "Cluster not found.");
  if (found.status !== "ACTIVE") throw new AwsError("ClusterNotFoundException", "The referenced cluster was inactive.");
  return found;
}

export function findService(ecs: Ecs, cluster: ClusterRecord, service: string): ServiceRecord | undefined {
  return ecs.state.services.get(serviceArn(ecs.world, cluster.name, nameOf(service)));
}

export function existingService(ecs: Ecs, cluster: ClusterRecord, service: string): ServiceRecord {
  const found = findService(ecs, cluster, service);
  if (!found) throw new AwsError("ServiceNotFoundException", "Service not found.");
  return found;
}

/** The service, which must be ACTIVE, as for a change. */
export function activeService(ecs: Ecs, cluster: ClusterRecord, service: string): ServiceRecord {
  const found = existingService(ecs, cluster, service);
  if (found.status !== "ACTIVE") throw new AwsError("ServiceNotActiveException", "Service was not ACTIVE.");
  return found;
}

/** A task definition by ARN, `family:revision`, or `family` (its newest ACTIVE revision). */
export function findTaskDefinition(ecs: Ecs, reference: string): TaskDefinitionRecord | undefined {
  const name = nameOf(reference);
  const colon = name.lastIndexOf(":");
  if (colon > 0) {
    return ecs.state.taskDefinitions.get(
      taskDefinitionArn(ecs.world, name.slice(0, colon), Number(name.slice(colon + 1))),
    );
  }
  for (let revision = ecs.state.families.get(name) ?? 0; revision > 0; revision--) {
    const found = ecs.state.taskDefinitions.get(taskDefinitionArn(ecs.world, name, revision));
    if (found?.shape.status === "ACTIVE") return found;
  }
  return undefined;
}

/** A task definition that can be started. */
export function activeTaskDefinition(ecs: Ecs, reference: string): TaskDefinitionRecord {
  const found = findTaskDefinition(ecs, reference);
  if (!found) throw new AwsError("ClientException", "TaskDefinition not found.");
  if (found.shape.status !== "ACTIVE") throw new AwsError("ClientException", "TaskDefinition is inactive");
  return found;
}

/** The tasks of a cluster which can still be described: stopped ones for an hour. */
export function tasksOf(ecs: Ecs, cluster: ClusterRecord): TaskRecord[] {
  const oldest = ecs.world.clock.now() - stoppedTaskStays;
  for (const task of ecs.state.tasks.values()) {
    const { stoppedAt } = task.shape;
    if (stoppedAt && stoppedAt.getTime() <= oldest) ecs.state.tasks.delete(task.arn);
  }
  return [...ecs.state.tasks.values()].filter((task) => task.cluster === cluster);
}

export function tasksOfService(ecs: Ecs, service: ServiceRecord): TaskRecord[] {
  return [...ecs.state.tasks.values()].filter((task) => task.service === service);
}

export function dateNow(ecs: Ecs): Date {
  return new Date(ecs.world.clock.now());
}
