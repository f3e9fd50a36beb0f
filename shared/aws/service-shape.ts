import type { CreateServiceRequest, Deployment, Service, UpdateServiceRequest } from "@aws-sdk/client-ecs";
import type { ActualDeployment, ActualService } from "../plan/facts.ts";
import type { CapacityProviderStrategyItem } from "../plan/plan.ts";
import type { Found } from "../ports/found.ts";
import type { ServiceSettings } from "../ports/services.ts";
import { present } from "./present.ts";
import { fromLowerPairs } from "./tags.ts";

/**
 * Three tasks that do not start end a deployment. ECS's default waits for three to two hundred of them, and forgets
 * them all as soon as one task runs, so that a release which starts and then crashes would never be stopped.
 */
const circuitBreaker = {
  enable: true,
  resetOnHealthyTask: false,
  thresholdConfiguration: { type: "COUNT", value: 3 },
} as const;

/** The part of CreateService's and UpdateService's requests that is the same, of the settings which are given. */
export function toServiceSettings(
  settings: Partial<ServiceSettings>,
): Pick<
  CreateServiceRequest & UpdateServiceRequest,
  | "taskDefinition"
  | "capacityProviderStrategy"
  | "deploymentConfiguration"
  | "networkConfiguration"
  | "loadBalancers"
  | "healthCheckGracePeriodSeconds"
  | "monitoring"
> {
  const { loadBalancers, subnetIds, securityGroupIds, metricSeconds } = settings;
  return {
    monitoring: metricSeconds === undefined ? undefined : monitoringOf(metricSeconds),
    taskDefinition: settings.taskDefinitionArn,
    capacityProviderStrategy: settings.capacityProviderStrategy && [...settings.capacityProviderStrategy],
    deploymentConfiguration: {
      deploymentCircuitBreaker: { ...circuitBreaker, rollback: settings.onFailure !== "hold" },
      minimumHealthyPercent: settings.minimumHealthyPercent,
      maximumPercent: settings.maximumPercent,
    },
    networkConfiguration: subnetIds && {
      awsvpcConfiguration: {
        subnets: [...subnetIds],
        securityGroups: securityGroupIds && [...securityGroupIds],
        assignPublicIp: settings.assignPublicIp ? "ENABLED" : "DISABLED",
      },
    },
    loadBalancers: loadBalancers && [...loadBalancers],
    healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds,
  };
}

function monitoringOf(resolutionSeconds: number) {
  return { metricConfigurations: [{ metricNames: ["CPUUtilization", "MemoryUtilization"], resolutionSeconds }] };
}

export function toActualService(service: Service): Found<ActualService> {
  const network = service.networkConfiguration?.awsvpcConfiguration;
  const configuration = service.deploymentConfiguration;
  return {
    arn: present(service.serviceArn, "the service's ARN"),
    name: present(service.serviceName, "the service's name"),
    clusterArn: present(service.clusterArn, "the service's cluster"),
    status: present(service.status, "the service's status"),
    taskDefinitionArn: service.taskDefinition ?? "",
    desiredCount: service.desiredCount ?? 0,
    runningCount: service.runningCount ?? 0,
    pendingCount: service.pendingCount ?? 0,
    capacityProviderStrategy: (service.capacityProviderStrategy ?? []).map((item) => ({
      capacityProvider: item.capacityProvider as CapacityProviderStrategyItem["capacityProvider"],
      base: item.base ?? 0,
      weight: item.weight ?? 0,
    })),
    subnetIds: network?.subnets ?? [],
    assignPublicIp: network?.assignPublicIp === "ENABLED",
    securityGroupIds: network?.securityGroups ?? [],
    loadBalancers: (service.loadBalancers ?? []).map((loadBalancer) => ({
      targetGroupArn: loadBalancer.targetGroupArn ?? "",
      containerName: loadBalancer.containerName ?? "",
      containerPort: loadBalancer.containerPort ?? 0,
    })),
    healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds ?? 0,
    minimumHealthyPercent: configuration?.minimumHealthyPercent ?? 100,
    maximumPercent: configuration?.maximumPercent ?? 200,
    circuitBreaker: configuration?.deploymentCircuitBreaker?.enable === true,
    onFailure: configuration?.deploymentCircuitBreaker?.rollback === true ? "rollback" : "hold",
    ...(service.currentServiceDeployment !== undefined && { serviceDeploymentArn: service.currentServiceDeployment }),
    ...unplacedOf(service),
    deployments: (service.deployments ?? []).map(toDeployment),
    tags: fromLowerPairs(service.tags),
  };
}

/**
 * The newest of the service's events, of which ECS shows a hundred, that says so: "(service orders) was unable to place a
 * task. Reason: Capacity is unavailable at this time. …", "(service orders) failed to launch a task with (error …)."
 */
function unplacedOf({ events = [] }: Service): Pick<ActualService, "unplaced"> {
  const { createdAt, message = "" } =
    events.find((event) => /was unable to place a task|failed to launch a task/.test(event.message ?? "")) ?? {};
  if (createdAt === undefined) return {};
  return { unplaced: { at: createdAt.getTime(), reason: message.replace(/^\(service [^)]*\) /, "") } };
}

function toDeployment(deployment: Deployment): ActualDeployment {
  return {
    id: deployment.id ?? "",
    status: deployment.status ?? "",
    taskDefinitionArn: deployment.taskDefinition ?? "",
    rolloutState: deployment.rolloutState ?? "",
    rolloutStateReason: deployment.rolloutStateReason,
    desiredCount: deployment.desiredCount ?? 0,
    runningCount: deployment.runningCount ?? 0,
    failedTasks: deployment.failedTasks ?? 0,
    createdAt: deployment.createdAt?.getTime(),
    updatedAt: deployment.updatedAt?.getTime(),
  };
}
