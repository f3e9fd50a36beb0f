import type { Action } from "../../../edge/contract.ts";
import { readConditions } from "../conditions.ts";
import { errors } from "../errors.ts";
import { findLoadBalancer, findRule } from "../find.ts";
import { readAction } from "../routing.ts";
import type { Elbv2State } from "../state.ts";
import { viewRule } from "../views.ts";

/** Changes a rule's conditions, its action, or both. A default rule is changed through its listener. */
export const modifyRule: Action<"elbv2", "ModifyRule", Elbv2State> = (input, { state }) => {
  const { listener, rule } = findRule(state, input.RuleArn);
  if (!rule) throw errors.notPermitted(`Default rule '${input.RuleArn}' cannot be modified`);
  const loadBalancer = findLoadBalancer(state, listener.loadBalancerArn);
  const conditions = input.Conditions?.length ? readConditions(input.Conditions) : rule.conditions;
  const action = input.Actions?.length ? readAction(state, loadBalancer, input.Actions) : rule.action;
  Object.assign(rule, { conditions, action });
  state.health.refresh();
  return { Rules: [viewRule(rule)] };
};
