import type { Action } from "../../../edge/contract.ts";
import { findRule } from "../find.ts";
import { page } from "../pages.ts";
import type { EventsState } from "../state.ts";

export const listTargetsByRule: Action<"events", "ListTargetsByRule", EventsState> = (input, { state }) => {
  const { items, token } = page([...findRule(state, input.Rule, input.EventBusName).targets.values()], input);
  return { Targets: [...items], ...token };
};
