import type { Action } from "../../../edge/contract.ts";
import { errors } from "../errors.ts";
import { findListener, findRule } from "../find.ts";
import { page } from "../pages.ts";
import { byPriority } from "../priorities.ts";
import type { Elbv2State } from "../state.ts";
import { viewDefaultRule, viewRule } from "../views.ts";

export const describeRules: Action<"elbv2", "DescribeRules", Elbv2State> = (input, { state }) => {
  const { RuleArns: arns, ListenerArn: listenerArn } = input;
  if (arns?.length && listenerArn) {
    throw errors.validation("A listener ARN and rule ARNs cannot be specified at the same time");
  }
  if (arns?.length) {
    const found = arns.map((arn) => findRule(state, arn));
    return { Rules: found.map((each) => (each.isDefault ? viewDefaultRule(each.listener) : viewRule(each.rule))) };
  }
  if (!listenerArn) throw errors.validation("You must specify either a listener ARN or rule ARNs");
  const listener = findListener(state, listenerArn);
  const { items, ...rest } = page([...byPriority(listener).map(viewRule), viewDefaultRule(listener)], input);
  return { Rules: items, ...rest };
};
