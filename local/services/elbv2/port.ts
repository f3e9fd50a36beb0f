import type { LoadBalancingPort } from "../../cloud.ts";
import { loadBalancerOf } from "./associations.ts";
import { findTargetGroup } from "./find.ts";
import { targetKey } from "./health/checks.ts";
import type { Elbv2State } from "./state.ts";

/** Elastic Load Balancing as ECS reaches it. */
export function createPort(state: Elbv2State): LoadBalancingPort {
  return {
    targetGroup(arn) {
      const group = state.targetGroups.get(arn);
      if (!group) return undefined;
      const loadBalancer = loadBalancerOf(state, group);
      return {
        arn,
        name: group.name,
        targetType: group.network ? "ip" : "lambda",
        loadBalancerArns: loadBalancer ? [loadBalancer.arn] : [],
        deregistrationDelay: Number(group.attributes.get("deregistration_delay.timeout_seconds")) * 1000,
      };
    },
    register: (arn, target) => state.health.register(findTargetGroup(state, arn), target),
    deregister(arn, target) {
      const group = state.targetGroups.get(arn);
      if (group) state.health.deregister(group, target);
    },
    health: (arn, target) => state.targetGroups.get(arn)?.targets.get(targetKey(target))?.health.state,
    onHealthChange: (listener) => state.health.onChange(listener),
  };
}
