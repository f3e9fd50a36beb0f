import type { Action } from "../../../edge/contract.ts";
import { describeRule } from "../describe.ts";
import { findBus } from "../find.ts";
import { page } from "../pages.ts";
import type { EventsState } from "../state.ts";

/** Lists the rules of one bus, the default one unless told, by name. */
export const listRules: Action<"events", "ListRules", EventsState> = (input, { state }) => {
  const rules = [...findBus(state, input.EventBusName).rules.values()]
    .filter((rule) => rule.name.startsWith(input.NamePrefix ?? ""))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const { items, token } = page(rules, input);
  return { Rules: items.map(describeRule), ...token };
};
