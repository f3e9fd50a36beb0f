import type { Action } from "../../../edge/contract.ts";
import { findBus } from "../find.ts";
import { page } from "../pages.ts";
import type { EventsState } from "../state.ts";

export const listRuleNamesByTarget: Action<"events", "ListRuleNamesByTarget", EventsState> = (input, { state }) => {
  const names = [...findBus(state, input.EventBusName).rules.values()]
    .filter((rule) => [...rule.targets.values()].some((target) => target.Arn === input.TargetArn))
    .map((rule) => rule.name)
    .sort();
  const { items, token } = page(names, input);
  return { RuleNames: [...items], ...token };
};
