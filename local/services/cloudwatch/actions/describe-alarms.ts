import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { describeAlarm } from "../alarms.ts";
import { page } from "../pages.ts";
import type { CloudWatchState } from "../state.ts";

/** Lists metric alarms in the order of their names. Of composite alarms there are none. */
export const describeAlarms: Action<"cloudwatch", "DescribeAlarms", CloudWatchState> = (input, { state }) => {
  const { AlarmNames, AlarmNamePrefix = "", AlarmTypes, StateValue, ActionPrefix = "", MaxRecords = 50 } = input;
  if (AlarmNames && AlarmNamePrefix)
    throw new AwsError(
      "InvalidParameterCombinationException",
      "The parameters AlarmNames and AlarmNamePrefix are mutually exclusive and you have specified both.",
    );
  if (MaxRecords < 1 || MaxRecords > 100)
    throw new AwsError("InvalidParameterValueException", "MaxRecords must be between 1 and 100.");
  const found = [...state.alarms.values()]
    .filter(({ name }) => (AlarmNames?.includes(name) ?? true) && name.startsWith(AlarmNamePrefix))
    .map(describeAlarm)
    .filter((alarm) => StateValue === undefined || alarm.StateValue === StateValue)
    .filter(({ AlarmActions = [] }) => ActionPrefix === "" || AlarmActions.some((one) => one.startsWith(ActionPrefix)))
    .filter(() => AlarmTypes?.includes("MetricAlarm") ?? true)
    .sort((one, other) => ((one.AlarmName ?? "") < (other.AlarmName ?? "") ? -1 : 1));
  const { entries, NextToken } = page(found, input.NextToken, MaxRecords);
  return { MetricAlarms: entries, CompositeAlarms: [], NextToken };
};
