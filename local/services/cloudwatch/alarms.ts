import { AwsError } from "../../edge/aws-error.ts";
import type { Input, Output } from "../../edge/contract.ts";
import type { Timer } from "../../world/clock.ts";
import { arn, type World } from "../../world/world.ts";
import type { AlarmState } from "./evaluate.ts";
import type { CloudWatchState } from "./state.ts";

export type AlarmSettings = Omit<Input<"cloudwatch", "PutMetricAlarm">, "Tags">;
type Shown = NonNullable<Output<"cloudwatch", "DescribeAlarms">["MetricAlarms"]>[number];

/** An alarm as it was set, and what it was last found to be. */
export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  updatedAt: number;
  settings: AlarmSettings;
  state: {
    readonly value: AlarmState;
    readonly reason: string;
    readonly data?: string;
    readonly updatedAt: number;
    readonly transitionedAt: number;
  };
  /** The next evaluation. */
  timer?: Timer;
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
export function describeAlarm({ name, arn, updatedAt, settings, state }: Alarm): Shown {
  return {
    ...settings,
    AlarmName: name,
    AlarmArn: arn,
    AlarmConfigurationUpdatedTimestamp: new Date(updatedAt),
    ActionsEnabled: settings.ActionsEnabled ?? true,
    OKActions: settings.OKActions ?? [],
    AlarmActions: settings.AlarmActions ?? [],
    InsufficientDataActions: settings.InsufficientDataActions ?? [],
    StateValue: state.value,
    StateReason: state.reason,
    ...(state.data && { StateReasonData: state.data }),
    StateUpdatedTimestamp: new Date(state.updatedAt),
    StateTransitionedTimestamp: new Date(state.transitionedAt),
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
