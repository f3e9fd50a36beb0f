import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { readConditions } from "../conditions.ts";
import { errors } from "../errors.ts";
import { findListener, findLoadBalancer } from "../find.ts";
import { elbArn, newId } from "../names.ts";
import { checkPriority } from "../priorities.ts";
import { readAction } from "../routing.ts";
import type { Elbv2State, Rule } from "../state.ts";
import { checkTags, setTags } from "../tags.ts";
import { viewRule } from "../views.ts";

/** The quota "rules per Application Load Balancer", default rules not counted. */
const ruleLimit = 100;

export const createRule: Action<"elbv2", "CreateRule", Elbv2State> = (input, { state, world }) => {
  const listener = findListener(state, input.ListenerArn);
  const loadBalancer = findLoadBalancer(state, listener.loadBalancerArn);
  const priority = checkPriority(input.Priority);
  const conditions = readConditions(input.Conditions);
  const action = readAction(state, loadBalancer, input.Actions);
  checkTags(input.Tags);
  const rules = [...listener.rules.values()];
  if (rules.some((other) => other.priority === priority)) throw errors.priorityInUse(priority);
  if (rules.length >= ruleLimit) {
    throw new AwsError(
      "TooManyRulesException",
      `The maximum number of rules on load balancer '${loadBalancer.arn}' has been reached`,
    );
  }
  const path = `app/${loadBalancer.name}/${loadBalancer.id}/${listener.id}/${newId(world)}`;
  const rule: Rule = { arn: elbArn(world, `listener-rule/${path}`), priority, conditions, action };
  listener.rules.set(rule.arn, rule);
  setTags(state, rule.arn, input.Tags);
  state.health.refresh();
  return { Rules: [viewRule(rule)] };
};
