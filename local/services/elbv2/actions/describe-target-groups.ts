import type { Action } from "../../../edge/contract.ts";
import { loadBalancerOf } from "../associations.ts";
import { errors } from "../errors.ts";
import { findLoadBalancer, findTargetGroup } from "../find.ts";
import { page } from "../pages.ts";
import type { Elbv2State } from "../state.ts";
import { viewTargetGroup } from "../views.ts";

export const describeTargetGroups: Action<"elbv2", "DescribeTargetGroups", Elbv2State> = (input, { state }) => {
  const { TargetGroupArns: arns, Names: names, LoadBalancerArn: loadBalancerArn } = input;
  for (const arn of arns ?? []) findTargetGroup(state, arn);
  if (loadBalancerArn) findLoadBalancer(state, loadBalancerArn);
  const all = [...state.targetGroups.values()];
  const unknown = (names ?? []).filter((name) => !all.some((group) => group.name === name));
  if (unknown.length > 0) throw errors.targetGroupsNotFound([]);
  const asked = all.filter(
    (group) =>
      (!arns?.length || arns.includes(group.arn)) &&
      (!names?.length || names.includes(group.name)) &&
      (!loadBalancerArn || loadBalancerOf(state, group)?.arn === loadBalancerArn),
  );
  const { items, ...rest } = page(asked, input);
  return { TargetGroups: items.map((group) => viewTargetGroup(state, group)), ...rest };
};
