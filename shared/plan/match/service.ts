import type { Outputs } from "../../steps/contract.ts";
import type { ActualService } from "../facts.ts";
import type { PlannedService } from "../plan.ts";
import { resolveKnown } from "../reference.ts";
import { differencesOf, sorted, tagDifferences } from "./compare.ts";
import { conflict, create, type Match, notOurs, updateIfAny, type Value } from "./match.ts";

/**
 * Everything but the name is changed by one UpdateService. The desired count is not compared: after the creation
 * the scaler alone writes it. A service that still drains keeps its name for itself until it is INACTIVE.
 */
export function matchService(desired: PlannedService, actual: ActualService | undefined, outputs: Outputs): Match {
  if (actual === undefined || actual.status === "INACTIVE") return create;
  if (!actual.owned) return notOurs("service", desired.name, actual.arn);
  if (actual.status === "DRAINING") {
    return conflict(`The service ${desired.name} is still draining after its removal. Try again in a few minutes.`);
  }
  return updateIfAny([
    ...differencesOf({
      taskDefinition: [resolveKnown(desired.taskDefinition, outputs), actual.taskDefinitionArn],
      capacityProviderStrategy: [
        sorted(desired.capacityProviderStrategy.map(asValue)),
        sorted(actual.capacityProviderStrategy.map(asValue)),
      ],
      subnetIds: [sorted(desired.subnetIds), sorted(actual.subnetIds)],
      assignPublicIp: [desired.assignPublicIp, actual.assignPublicIp],
      securityGroups: [
        sorted(desired.securityGroups.map((token) => resolveKnown(token, outputs))),
        sorted(actual.securityGroupIds),
      ],
      loadBalancers: [plannedLoadBalancers(desired, outputs), actualLoadBalancers(actual)],
      "loadBalancer.healthCheckGracePeriodSeconds": [
        desired.loadBalancer?.healthCheckGracePeriodSeconds,
        desired.loadBalancer === undefined ? undefined : actual.healthCheckGracePeriodSeconds,
      ],
      minimumHealthyPercent: [desired.minimumHealthyPercent, actual.minimumHealthyPercent],
      maximumPercent: [desired.maximumPercent, actual.maximumPercent],
      circuitBreaker: [true, actual.circuitBreaker],
      onFailure: [desired.onFailure, actual.onFailure],
    }),
    ...tagDifferences(desired.tags, actual.tags),
  ]);
}

function asValue(item: { capacityProvider: string; base: number; weight: number }): Value {
  return { capacityProvider: item.capacityProvider, base: item.base, weight: item.weight };
}

function plannedLoadBalancers({ loadBalancer }: PlannedService, outputs: Outputs): Value {
  if (loadBalancer === undefined) return [];
  const { containerName, containerPort } = loadBalancer;
  return [{ targetGroup: resolveKnown(loadBalancer.targetGroup, outputs), containerName, containerPort }];
}

function actualLoadBalancers({ loadBalancers }: ActualService): Value {
  return loadBalancers.map(({ targetGroupArn, containerName, containerPort }) => ({
    targetGroup: targetGroupArn,
    containerName,
    containerPort,
  }));
}
