import { errors } from "./errors.ts";
import type { Elbv2State, Listener, LoadBalancer, Rule, TargetGroup } from "./state.ts";

/** Finds what an action names, or throws Elastic Load Balancing's error for what is not there. */
export function findLoadBalancer(state: Elbv2State, arn: string | undefined): LoadBalancer {
  const found = state.loadBalancers.get(required(arn, "loadBalancerArn", ":loadbalancer/", "load balancer"));
  if (!found) throw errors.loadBalancersNotFound([arn as string]);
  return found;
}

export function findTargetGroup(state: Elbv2State, arn: string | undefined): TargetGroup {
  const found = state.targetGroups.get(required(arn, "targetGroupArn", ":targetgroup/", "target group"));
  if (!found) throw errors.targetGroupsNotFound([arn as string]);
  return found;
}

export function findListener(state: Elbv2State, arn: string | undefined): Listener {
  const found = state.listeners.get(required(arn, "listenerArn", ":listener/", "listener"));
  if (!found) throw errors.listenersNotFound([arn as string]);
  return found;
}

export type FoundRule =
  | { readonly listener: Listener; readonly rule: Rule; readonly isDefault: false }
  | { readonly listener: Listener; readonly rule: undefined; readonly isDefault: true };

export function findRule(state: Elbv2State, arn: string | undefined): FoundRule {
  const wanted = required(arn, "ruleArn", ":listener-rule/", "rule");
  for (const listener of state.listeners.values()) {
    if (listener.defaultRuleArn === wanted) return { listener, rule: undefined, isDefault: true };
    const rule = listener.rules.get(wanted);
    if (rule) return { listener, rule, isDefault: false };
  }
  throw errors.rulesNotFound([wanted]);
}

function required(arn: string | undefined, parameter: string, part: string, kind: string): string {
  if (!arn)
    throw errors.validation(
      `1 validation error detected: Value null at '${parameter}' failed to satisfy constraint: Member must not be null`,
    );
  if (!arn.includes(part)) throw errors.validation(`'${arn}' is not a valid ${kind} ARN`);
  return arn;
}
