import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import type { EventsState } from "../state.ts";

/** Deletes a bus that has no rules. A bus that is not there counts as deleted. */
export const deleteEventBus: Action<"events", "DeleteEventBus", EventsState> = (input, { state }) => {
  const name = input.Name as string;
  if (name === "default") throw new AwsError("ValidationException", "Cannot delete event bus default.");
  if ((state.buses.get(name)?.rules.size ?? 0) > 0)
    throw new AwsError("ValidationException", "Event bus can't be deleted since it has rules.");
  state.buses.delete(name);
  return {};
};
