import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findBus } from "../find.ts";
import type { EventsState } from "../state.ts";

/** Deletes a rule that has no targets. A rule that is not there counts as deleted. */
export const deleteRule: Action<"events", "DeleteRule", EventsState> = (input, { state }) => {
  const bus = findBus(state, input.EventBusName);
  const rule = bus.rules.get(input.Name as string);
  if (!rule) return {};
  if (rule.targets.size > 0) throw new AwsError("ValidationException", "Rule can't be deleted since it has targets.");
  rule.timer?.cancel();
  bus.rules.delete(rule.name);
  return {};
};
