import { AwsError } from "../../edge/aws-error.ts";
import type { Input, Output } from "../../edge/contract.ts";
import { arn, type World } from "../../world/world.ts";
import type { CloudWatchState } from "./state.ts";

type Settings = Omit<Input<"cloudwatch", "PutMetricAlarm">, "Tags">;
type Shown = NonNullable<Output<"cloudwatch", "DescribeAlarms">["MetricAlarms"]>[number];

/** An alarm as it was set. Nothing evaluates it yet: its state is, and stays, INSUFFICIENT_DATA. */
export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  updatedAt: number;
  settings: Settings;
  readonly tags: Map<string, string>;
}

export function alarmArn(world: World, name: string): string {
  return arn(world, "cloudwatch", `alarm:${name}`);
}

export function requireAlarm(state: CloudWatchState, alarmArnOrName: string | undefined): Alarm {
  const alarm = [...state.alarms.values()].find(({ name, arn }) => [name, arn].includes(alarmArnOrName ?? ""));
  if (alarm) return alarm;
  throw new AwsError("ResourceNotFoundException", `Unknown resource: ${alarmArnOrName}`, { status: 404 });
}

/** An alarm as the API shows it. */
export function describeAlarm({ name, arn, createdAt, updatedAt, settings }: Alarm): Shown {
  return {
    ...settings,
    AlarmName: name,
    AlarmArn: arn,
    AlarmConfigurationUpdatedTimestamp: new Date(updatedAt),
    ActionsEnabled: settings.ActionsEnabled ?? true,
    OKActions: settings.OKActions ?? [],
    AlarmActions: settings.AlarmActions ?? [],
    InsufficientDataActions: settings.InsufficientDataActions ?? [],
    StateValue: "INSUFFICIENT_DATA",
    StateReason: "Unchecked: Initial alarm creation",
    StateUpdatedTimestamp: new Date(createdAt),
    StateTransitionedTimestamp: new Date(createdAt),
    Dimensions: settings.Dimensions ?? [],
  };
}

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Adds tags; refuses those that AWS keeps for itself. */
export function addTags(tags: Map<string, string>, given: readonly Tag[] = []): void {
  for (const { Key = "" } of given)
    if (Key.toLowerCase().startsWith("aws:"))
      throw new AwsError("InvalidParameterValueException", `The tag key ${Key} is reserved: it starts with aws:.`);
  for (const { Key = "", Value = "" } of given) tags.set(Key, Value);
}
