import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import type { CloudWatchState } from "../state.ts";
import { transition } from "../transition.ts";

/** Sets an alarm's state until it is next evaluated. */
export const setAlarmState: Action<"cloudwatch", "SetAlarmState", CloudWatchState> = (input, context) => {
  const alarm = context.state.alarms.get(input.AlarmName ?? "");
  if (!alarm) throw new AwsError("ResourceNotFound", `Alarm ${input.AlarmName} does not exist`, { status: 404 });
  const { StateValue: value, StateReason: reason = "", StateReasonData: data } = input;
  if (value !== "OK" && value !== "ALARM" && value !== "INSUFFICIENT_DATA")
    throw new AwsError("ValidationError", `The value ${value} for parameter StateValue is invalid.`);
  transition(context, alarm, { value, reason, ...(data && { data }) });
  return {};
};
