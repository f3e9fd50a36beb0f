import type { Action } from "../../../edge/contract.ts";
import { errors } from "../errors.ts";
import { findRule } from "../find.ts";
import type { Elbv2State } from "../state.ts";

export const deleteRule: Action<"elbv2", "DeleteRule", Elbv2State> = (input, { state }) => {
  const { listener, rule } = findRule(state, input.RuleArn);
  if (!rule) throw errors.notPermitted(`Default rule '${input.RuleArn}' cannot be deleted`);
  listener.rules.delete(rule.arn);
  state.tags.delete(rule.arn);
  state.health.refresh();
  return {};
};
