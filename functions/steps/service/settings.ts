import type { Match } from "../../../shared/plan/match/match.ts";
import type { PlannedService } from "../../../shared/plan/plan.ts";
import { resolve } from "../../../shared/plan/reference.ts";
import type { ServiceSettings } from "../../../shared/ports/services.ts";
import type { Outputs } from "../../../shared/steps/contract.ts";
import { differs } from "../../../shared/steps/resource.ts";

/** What ECS is told of the service, all references resolved. */
export function toSettings(desired: PlannedService, outputs: Outputs): ServiceSettings {
  const { loadBalancer } = desired;
  return {
    taskDefinitionArn: resolve(desired.taskDefinition, outputs),
    capacityProviderStrategy: desired.capacityProviderStrategy,
    subnetIds: desired.subnetIds,
    assignPublicIp: desired.assignPublicIp,
    securityGroupIds: desired.securityGroups.map((token) => resolve(token, outputs)),
    minimumHealthyPercent: desired.minimumHealthyPercent,
    maximumPercent: desired.maximumPercent,
    onFailure: desired.onFailure,
    ...(desired.metricSeconds !== undefined && { metricSeconds: desired.metricSeconds }),
    loadBalancers:
      loadBalancer === undefined
        ? []
        : [
            {
              targetGroupArn: resolve(loadBalancer.targetGroup, outputs),
              containerName: loadBalancer.containerName,
              containerPort: loadBalancer.containerPort,
            },
          ],
    ...(loadBalancer === undefined
      ? {}
      : { healthCheckGracePeriodSeconds: loadBalancer.healthCheckGracePeriodSeconds }),
  };
}

/** The settings for UpdateService: those which start a deployment of their own only where they differ. */
export function toChanges(settings: ServiceSettings, match: Match): Partial<ServiceSettings> {
  const { capacityProviderStrategy, loadBalancers, metricSeconds: _metricSeconds, ...always } = settings;
  return {
    ...always,
    ...(differs(match, "capacityProviderStrategy") ? { capacityProviderStrategy } : {}),
    ...(differs(match, "loadBalancers") ? { loadBalancers } : {}),
  };
}
