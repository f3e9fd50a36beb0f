import type { Elbv2State, Listener, LoadBalancer, RoutingAction, TargetGroup } from "./state.ts";

/** The load balancer that forwards to this target group. There is at most one. */
export function loadBalancerOf(state: Elbv2State, group: TargetGroup): LoadBalancer | undefined {
  for (const listener of state.listeners.values()) {
    if (actionsOf(listener).some((action) => forwardsTo(action, group.arn))) {
      return state.loadBalancers.get(listener.loadBalancerArn);
    }
  }
  return undefined;
}

/** The default action of a listener and those of its rules. */
export function actionsOf(listener: Listener): RoutingAction[] {
  return [listener.defaultAction, ...[...listener.rules.values()].map((rule) => rule.action)];
}

export function listenersOf(state: Elbv2State, loadBalancerArn: string): Listener[] {
  return [...state.listeners.values()].filter((listener) => listener.loadBalancerArn === loadBalancerArn);
}

function forwardsTo(action: RoutingAction, targetGroupArn: string): boolean {
  return action.kind === "forward" && action.groups.some((group) => group.arn === targetGroupArn);
}
