import type { Action } from "../../../edge/contract.ts";
import { listenersOf } from "../associations.ts";
import { errors } from "../errors.ts";
import { findListener, findLoadBalancer } from "../find.ts";
import { page } from "../pages.ts";
import type { Elbv2State } from "../state.ts";
import { viewListener } from "../views.ts";

export const describeListeners: Action<"elbv2", "DescribeListeners", Elbv2State> = (input, { state }) => {
  const { ListenerArns: arns, LoadBalancerArn: loadBalancerArn } = input;
  if (!arns?.length && !loadBalancerArn) {
    throw errors.validation("You must specify either listener ARNs or a load balancer ARN");
  }
  const asked = arns?.length
    ? arns.map((arn) => findListener(state, arn))
    : listenersOf(state, findLoadBalancer(state, loadBalancerArn).arn);
  const { items, ...rest } = page(asked, input);
  return { Listeners: items.map(viewListener), ...rest };
};
