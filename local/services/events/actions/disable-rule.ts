import type { Action } from "../../../edge/contract.ts";
import { findRule } from "../find.ts";
import type { EventsState } from "../state.ts";
import { setTimer } from "../timer.ts";

export const disableRule: Action<"events", "DisableRule", EventsState> = (input, context) => {
  const rule = findRule(context.state, input.Name, input.EventBusName);
  rule.enabled = false;
  setTimer(context, context.state, rule);
  return {};
};
