import { arn } from "../../world/world.ts";
import { thresholdOf } from "./circuit-breaker.ts";
import { starting } from "./lifecycle.ts";
import { tasksOf, tasksOfService } from "./lookup.ts";
import type {
  ClusterRecord,
  ClusterShape,
  DeploymentRecord,
  DeploymentShape,
  Ecs,
  ServiceDeploymentShape,
  ServiceRecord,
  ServiceShape,
  TaskRecord,
  TaskShape,
} from "./state.ts";
import { fromTags } from "./tags.ts";

/** What the API shows of a cluster. Its parts are shown as `include` says, as in AWS. */
export function clusterView(ecs: Ecs, cluster: ClusterRecord, include: readonly string[] = []): ClusterShape {
  const tasks = tasksOf(ecs, cluster);
  const services = [...ecs.state.services.values()].filter((service) => service.cluster === cluster);
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: running(tasks),
    pendingTasksCount: pending(tasks),
    activeServicesCount: services.filter(({ status }) => status === "ACTIVE").length,
    capacityProviders: cluster.capacityProviders,
    defaultCapacityProviderStrategy: cluster.defaultStrategy,
    statistics: include.includes("STATISTICS") ? statistics(tasks, services) : [],
    tags: include.includes("TAGS") ? fromTags(cluster.tags) : [],
    settings: include.includes("SETTINGS") ? cluster.settings : [],
    ...(include.includes("CONFIGURATIONS") && cluster.configuration && { configuration: cluster.configuration }),
    ...(cluster.serviceConnectDefaults && { serviceConnectDefaults: cluster.serviceConnectDefaults }),
  };
}

function statistics(tasks: readonly TaskRecord[], services: readonly ServiceRecord[]): ClusterShape["statistics"] {
  const counts = {
    runningFargateTasksCount: running(tasks),
    pendingFargateTasksCount: pending(tasks),
    activeFargateServiceCount: services.filter(({ status }) => status === "ACTIVE").length,
    drainingFargateServiceCount: services.filter(({ status }) => status === "DRAINING").length,
  };
  return Object.entries(counts).map(([name, value]) => ({ name, value: String(value) }));
}

/** What the API shows of a service. */
export function serviceView(ecs: Ecs, service: ServiceRecord, include: readonly string[] = ["TAGS"]): ServiceShape {
  const tasks = tasksOfService(ecs, service);
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.cluster.arn,
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: running(tasks),
    pendingCount: pending(tasks),
    ...(service.launchType && { launchType: service.launchType }),
    ...(service.strategy.length > 0 && { capacityProviderStrategy: service.strategy }),
    platformVersion: service.platformVersion,
    platformFamily: "Linux",
    taskDefinition: service.taskDefinitionArn,
    deploymentConfiguration: service.configuration,
    deployments: service.deployments.map((deployment) => deploymentView(service, deployment, tasks)),
    loadBalancers: service.loadBalancers,
    serviceRegistries: [],
    roleArn: arn(ecs.world, "iam", "role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"),
    events: [...service.events],
    createdAt: service.createdAt,
    ...(service.currentServiceDeployment && { currentServiceDeployment: service.currentServiceDeployment }),
    currentServiceRevisions: revisionsOf(service).map((revision) => revisionSummary(service, revision, tasks)),
    placementConstraints: [],
    placementStrategy: [],
    networkConfiguration: service.network,
    ...(service.loadBalancers.length > 0 && { healthCheckGracePeriodSeconds: service.gracePeriodSeconds }),
    schedulingStrategy: "REPLICA",
    deploymentController: { type: "ECS" },
    createdBy: service.createdBy,
    enableECSManagedTags: service.enableManagedTags,
    propagateTags: service.propagateTags,
    enableExecuteCommand: service.enableExecuteCommand,
    availabilityZoneRebalancing: service.availabilityZoneRebalancing,
    ...(include.includes("TAGS") && { tags: fromTags(service.tags) }),
  };
}

function deploymentView(
  service: ServiceRecord,
  deployment: DeploymentRecord,
  tasks: readonly TaskRecord[],
): DeploymentShape {
  const mine = tasks.filter(({ deploymentId }) => deploymentId === deployment.id);
  const primary = service.deployments[0] === deployment;
  return {
    id: deployment.id,
    status: primary ? "PRIMARY" : "ACTIVE",
    taskDefinition: deployment.taskDefinitionArn,
    desiredCount: primary ? service.desiredCount : mine.filter(wanted).length,
    runningCount: running(mine),
    pendingCount: pending(mine),
    failedTasks: deployment.failedTasks,
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
    ...(deployment.launchType && { launchType: deployment.launchType }),
    ...(deployment.strategy.length > 0 && { capacityProviderStrategy: [...deployment.strategy] }),
    platformVersion: deployment.platformVersion,
    platformFamily: "Linux",
    networkConfiguration: deployment.network,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.reason,
  };
}

/** A service deployment with the counts of this moment. */
export function serviceDeploymentView(ecs: Ecs, shape: ServiceDeploymentShape): ServiceDeploymentShape {
  const service = ecs.state.services.get(shape.serviceArn ?? "");
  if (!service) return shape;
  const tasks = tasksOfService(ecs, service);
  const current = service.deployments.find((one) => one.serviceDeploymentArn === shape.serviceDeploymentArn);
  const breaker = shape.deploymentCircuitBreaker;
  return {
    ...shape,
    sourceServiceRevisions: shape.sourceServiceRevisions?.map(({ arn: revision = "" }) =>
      revisionSummary(service, revision, tasks),
    ),
    targetServiceRevision: revisionSummary(service, shape.targetServiceRevision?.arn ?? "", tasks),
    ...(breaker && {
      deploymentCircuitBreaker:
        current && breaker.status === "MONITORING"
          ? {
              ...breaker,
              failureCount: current.failedTasks,
              threshold: thresholdOf(service.configuration, service.desiredCount),
            }
          : breaker,
    }),
  };
}

function revisionsOf(service: ServiceRecord): string[] {
  return [...new Set(service.deployments.map(({ revisionArn }) => revisionArn))];
}

function revisionSummary(service: ServiceRecord, revision: string, tasks: readonly TaskRecord[]) {
  const mine = tasks.filter(({ revisionArn }) => revisionArn === revision);
  const primary = service.deployments[0]?.revisionArn === revision;
  return {
    arn: revision,
    requestedTaskCount: primary ? service.desiredCount : mine.filter(wanted).length,
    runningTaskCount: running(mine),
    pendingTaskCount: pending(mine),
  };
}

/** What the API shows of a task. A copy, so that an answer stays as it was. */
export function taskView(task: TaskRecord, include: readonly string[] = []): TaskShape {
  return structuredClone({
    ...task.shape,
    ...(include.includes("TAGS") ? { tags: fromTags(task.tags) } : { tags: [] }),
  });
}

const wanted = (task: TaskRecord): boolean => task.shape.desiredStatus === "RUNNING";

function running(tasks: readonly TaskRecord[]): number {
  return tasks.filter(({ shape }) => shape.lastStatus === "RUNNING").length;
}

function pending(tasks: readonly TaskRecord[]): number {
  return tasks.filter((task) => wanted(task) && starting.has(task.shape.lastStatus)).length;
}
