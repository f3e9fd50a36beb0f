import type { Action } from "../../../edge/contract.ts";
import { errors } from "../errors.ts";
import { findLoadBalancer } from "../find.ts";
import { page } from "../pages.ts";
import type { Elbv2State } from "../state.ts";
import { viewLoadBalancer } from "../views.ts";

export const describeLoadBalancers: Action<"elbv2", "DescribeLoadBalancers", Elbv2State> = (input, { state }) => {
  const { LoadBalancerArns: arns, Names: names } = input;
  if (arns?.length && names?.length) {
    throw errors.validation("Load balancer names and load balancer ARNs cannot be specified at the same time");
  }
  for (const arn of arns ?? []) findLoadBalancer(state, arn);
  const all = [...state.loadBalancers.values()];
  const unknown = (names ?? []).filter((name) => !all.some((loadBalancer) => loadBalancer.name === name));
  if (unknown.length > 0) throw errors.loadBalancersNotFound(unknown);
  const asked = all.filter(
    (each) => (!arns?.length || arns.includes(each.arn)) && (!names?.length || names.includes(each.name)),
  );
  const { items, ...rest } = page(asked, input);
  return { LoadBalancers: items.map(viewLoadBalancer), ...rest };
};
