import type { Action } from "../../../edge/contract.ts";
import { errors } from "../errors.ts";
import { findRule } from "../find.ts";
import { checkPriority } from "../priorities.ts";
import type { Elbv2State } from "../state.ts";
import { viewRule } from "../views.ts";

/** Gives rules of one listener new priorities, all at once, so that two may change places. */
export const setRulePriorities: Action<"elbv2", "SetRulePriorities", Elbv2State> = (input, { state }) => {
  const wanted = (input.RulePriorities ?? []).map(({ RuleArn, Priority }) => {
    const { listener, rule } = findRule(state, RuleArn);
    if (!rule) throw errors.notPermitted(`Default rule '${RuleArn}' cannot be given a priority`);
    return { listener, rule, priority: checkPriority(Priority) };
  });
  for (const { listener, rule, priority } of wanted) {
    const others = [...listener.rules.values()].filter((other) => other !== rule);
    const taken = others.some(
      (other) => (wanted.find((each) => each.rule === other)?.priority ?? other.priority) === priority,
    );
    if (taken) throw errors.priorityInUse(priority);
  }
  for (const { rule, priority } of wanted) rule.priority = priority;
  return { Rules: wanted.map(({ rule }) => viewRule(rule)) };
};
