import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import type { CloudWatchState } from "../state.ts";

/** Deletes all of the alarms, or none when one is not there. */
export const deleteAlarms: Action<"cloudwatch", "DeleteAlarms", CloudWatchState> = (input, { state }) => {
  const names = input.AlarmNames ?? [];
  const missing = names.filter((name) => !state.alarms.has(name));
  if (missing.length > 0)
    throw new AwsError("ResourceNotFound", `Alarms [${missing.join(", ")}] do not exist`, { status: 404 });
  for (const name of names) {
    state.alarms.get(name)?.timer?.cancel();
    state.alarms.delete(name);
  }
  return {};
};
