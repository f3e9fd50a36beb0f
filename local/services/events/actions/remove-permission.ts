import type { Action } from "../../../edge/contract.ts";
import { findBus, notFound } from "../find.ts";
import type { EventsState } from "../state.ts";

export const removePermission: Action<"events", "RemovePermission", EventsState> = (input, { state }) => {
  const bus = findBus(state, input.EventBusName);
  if (input.RemoveAllPermissions) bus.statements.clear();
  else if (!bus.statements.delete(input.StatementId ?? ""))
    throw notFound(
      bus.statements.size === 0 ? "EventBus does not have a policy." : "Statement with the provided id does not exist.",
    );
  return {};
};
