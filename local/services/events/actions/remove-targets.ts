import type { Action } from "../../../edge/contract.ts";
import { findRule } from "../find.ts";
import type { EventsState } from "../state.ts";

/** Removes targets from a rule. An id that the rule does not have is answered as a failed entry. */
export const removeTargets: Action<"events", "RemoveTargets", EventsState> = (input, { state }) => {
  const rule = findRule(state, input.Rule, input.EventBusName);
  const unknown = (input.Ids ?? []).filter((id) => !rule.targets.delete(id));
  return {
    FailedEntryCount: unknown.length,
    FailedEntries: unknown.map((id) => ({
      TargetId: id,
      ErrorCode: "ResourceNotFoundException",
      ErrorMessage: `Rule ${rule.name} does not have a target with the Id ${id}.`,
    })),
  };
};
