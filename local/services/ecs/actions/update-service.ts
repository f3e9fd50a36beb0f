import type { Action, Input } from "../../../edge/contract.ts";
import { beginDeployment } from "../deployments.ts";
import { activeCluster, activeService, activeTaskDefinition } from "../lookup.ts";
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
import type { Ecs, EcsState, ServiceRecord } from "../state.ts";
import { serviceView } from "../views.ts";

const activeDeployments = 5;

/**
 * UpdateService. What tasks are made of (task definition, network, load balancers, capacity) or `forceNewDeployment`
 * begins a deployment; counts and settings of the scheduler take effect at once. Everything is checked before
 * anything changes.
 */
export const updateService: Action<"ecs", "UpdateService", EcsState> = (input, ecs) => {
  const cluster = activeCluster(ecs, input.cluster);
  const service = activeService(ecs, cluster, input.service ?? "");
  const changes = changesOf(ecs, service, input);
  const differs = Object.entries(changes.deployed).some(
    ([name, value]) => JSON.stringify(service[name as keyof ServiceRecord]) !== JSON.stringify(value),
  );
  const deploys = input.forceNewDeployment === true || differs;
  if (deploys && service.deployments.filter((one) => one.rolloutState === "IN_PROGRESS").length >= activeDeployments) {
    invalid(`${activeDeployments} active deployments exist, unable to create new deployment.`);
  }
  Object.assign(service, changes.deployed, changes.settings);
  if (service.strategy.length > 0) delete service.launchType;
  if (deploys) beginDeployment(ecs, service);
  if (service.loadBalancers.length > 0) listenToHealth(ecs);
  service.steady = false;
  wake(ecs, service);
  return { service: serviceView(ecs, service) };
};

type Deployed = Pick<
  ServiceRecord,
  "taskDefinitionArn" | "network" | "loadBalancers" | "strategy" | "platformVersion" | "metricSeconds"
>;
type Settings = Omit<ServiceRecord, keyof Deployed>;

function changesOf(
  ecs: Ecs,
  service: ServiceRecord,
  input: Input<"ecs", "UpdateService">,
): { deployed: Partial<Deployed>; settings: Partial<Settings> } {
  refuseUnknownParts(input);
  const { desiredCount } = input;
  if (desiredCount !== undefined && desiredCount < 0) invalid("desiredCount cannot be negative.");
  const definition = activeDefinition(ecs, service, input);
  const checksLoadBalancers = input.loadBalancers ?? (input.taskDefinition ? service.loadBalancers : undefined);
  const loadBalancers = checksLoadBalancers && definition && loadBalancersOf(ecs, definition, checksLoadBalancers);
  return {
    deployed: {
      ...(input.taskDefinition && definition && { taskDefinitionArn: definition.arn }),
      ...(input.networkConfiguration && { network: networkOf(ecs, input.networkConfiguration) }),
      ...(loadBalancers && { loadBalancers }),
      ...(input.capacityProviderStrategy && { strategy: strategyOf(service, input) }),
      ...(input.platformVersion && { platformVersion: input.platformVersion }),
      ...(input.monitoring && { metricSeconds: metricSecondsOf(input.monitoring) ?? 60 }),
    },
    settings: {
      ...(desiredCount !== undefined && { desiredCount }),
      ...(input.deploymentConfiguration && {
        configuration: deploymentConfigurationOf(input.deploymentConfiguration, service.configuration),
      }),
      ...(input.healthCheckGracePeriodSeconds !== undefined && {
        gracePeriodSeconds: input.healthCheckGracePeriodSeconds,
      }),
      ...(input.propagateTags && { propagateTags: input.propagateTags }),
      ...(input.enableECSManagedTags !== undefined && { enableManagedTags: input.enableECSManagedTags }),
      ...(input.enableExecuteCommand !== undefined && { enableExecuteCommand: input.enableExecuteCommand }),
      ...(input.availabilityZoneRebalancing && { availabilityZoneRebalancing: input.availabilityZoneRebalancing }),
    },
  };
}

function activeDefinition(ecs: Ecs, service: ServiceRecord, input: Input<"ecs", "UpdateService">) {
  return input.taskDefinition
    ? activeTaskDefinition(ecs, input.taskDefinition)
    : ecs.state.taskDefinitions.get(service.taskDefinitionArn);
}

function strategyOf(service: ServiceRecord, input: Input<"ecs", "UpdateService">): ServiceRecord["strategy"] {
  const { strategy } = capacityOf(service.cluster, input);
  if (JSON.stringify(strategy) !== JSON.stringify(service.strategy) && !input.forceNewDeployment) {
    invalid(
      "When switching from launch type to capacity provider strategy on an existing service, or making a change to a " +
        "capacity provider strategy on a service that is already using one, you must force a new deployment.",
    );
  }
  return strategy;
}
