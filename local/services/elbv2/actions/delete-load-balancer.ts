import type { Action } from "../../../edge/contract.ts";
import { errors } from "../errors.ts";
import { remove } from "../load-balancer.ts";
import type { Elbv2State } from "../state.ts";

/** Succeeds also for a load balancer that is gone. */
export const deleteLoadBalancer: Action<"elbv2", "DeleteLoadBalancer", Elbv2State> = (input, context) => {
  const loadBalancer = context.state.loadBalancers.get(input.LoadBalancerArn ?? "");
  if (!loadBalancer) return {};
  if (loadBalancer.attributes.get("deletion_protection.enabled") === "true") {
    throw errors.notPermitted(
      `Load balancer '${loadBalancer.arn}' cannot be deleted because deletion protection is enabled`,
    );
  }
  remove(context, context.state, loadBalancer);
  return {};
};
