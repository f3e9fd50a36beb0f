import type { Action } from "../../../edge/contract.ts";
import { serviceArn } from "../arns.ts";
import { beginDeployment } from "../deployments.ts";
import { activeCluster, activeTaskDefinition, dateNow } from "../lookup.ts";
import { refuseUnknownParts } from "../not-implemented.ts";
import { listenToHealth, wake } from "../scheduler.ts";
import {
  capacityOf,
  deploymentConfigurationOf,
  invalid,
  loadBalancersOf,
  metricSecondsOf,
  networkOf,
} from "../service-settings.ts";
import type { EcsState, ServiceRecord } from "../state.ts";
import { toTags } from "../tags.ts";
import { serviceView } from "../views.ts";

/** CreateService. The same call again answers the service that is there; another one under its name is refused. */
export const createService: Action<"ecs", "CreateService", EcsState> = (input, ecs) => {
  const cluster = activeCluster(ecs, input.cluster);
  const name = input.serviceName ?? "";
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) invalid("Service names may have letters, digits, hyphens and underscores.");
  const arn = serviceArn(ecs.world, cluster.name, name);
  const existing = ecs.state.services.get(arn);
  const { clientToken, ...request } = input;
  const creation = JSON.stringify({ ...request, cluster: cluster.arn });
  if (existing?.status === "DRAINING") invalid("Unable to Start a service that is still Draining.");
  if (existing?.status === "ACTIVE") {
    if (existing.creation !== creation) invalid("Creation of service was not idempotent.");
    return { service: serviceView(ecs, existing) };
  }
  refuseUnknownParts(input);
  if (input.schedulingStrategy === "DAEMON") invalid("The daemon scheduling strategy is not supported on Fargate.");
  if (!input.taskDefinition) invalid("TaskDefinition can not be blank.");
  const definition = activeTaskDefinition(ecs, input.taskDefinition ?? "");
  const { launchType, strategy } = capacityOf(cluster, input);
  const desiredCount = input.desiredCount ?? 0;
  if (desiredCount < 0) invalid("desiredCount cannot be negative.");
  const loadBalancers = loadBalancersOf(ecs, definition, input.loadBalancers ?? []);
  if (input.healthCheckGracePeriodSeconds !== undefined && loadBalancers.length === 0) {
    invalid("Health check grace period is only valid for services configured to use load balancers");
  }
  const service: ServiceRecord = {
    arn,
    name,
    cluster,
    creation,
    ...(clientToken && { clientToken }),
    createdAt: dateNow(ecs),
    createdBy: ecs.call.principal.arn,
    tags: toTags(input.tags),
    status: "ACTIVE",
    desiredCount,
    taskDefinitionArn: definition.arn,
    loadBalancers,
    ...(launchType && { launchType }),
    strategy,
    platformVersion: input.platformVersion ?? "LATEST",
    network: networkOf(ecs, input.networkConfiguration),
    configuration: deploymentConfigurationOf(input.deploymentConfiguration),
    gracePeriodSeconds: input.healthCheckGracePeriodSeconds ?? 0,
    metricSeconds: metricSecondsOf(input.monitoring) ?? 60,
    propagateTags: input.propagateTags ?? "NONE",
    enableManagedTags: input.enableECSManagedTags ?? false,
    enableExecuteCommand: input.enableExecuteCommand ?? false,
    availabilityZoneRebalancing: input.availabilityZoneRebalancing ?? "ENABLED",
    deployments: [],
    events: [],
    steady: false,
  };
  ecs.state.services.set(arn, service);
  beginDeployment(ecs, service);
  if (loadBalancers.length > 0) listenToHealth(ecs);
  wake(ecs, service);
  return { service: serviceView(ecs, service) };
};
