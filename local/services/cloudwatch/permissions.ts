import type { Permission, Permissions } from "../../edge/contract.ts";
import type { World } from "../../world/world.ts";
import { alarmArn } from "./alarms.ts";
import type { CloudWatchState } from "./state.ts";

interface Asks {
  readonly world: World;
}

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

const ask = (operation: string, resources: readonly string[], keys: Permission["keys"] = {}): Permission => ({
  action: `cloudwatch:${operation}`,
  resources,
  keys,
});

const onAlarms =
  (operation: string) =>
  ({ AlarmNames = ["*"] }: { readonly AlarmNames?: readonly string[] | undefined }, { world }: Asks): Permission[] => [
    ask(
      operation,
      AlarmNames.map((name) => alarmArn(world, name)),
    ),
  ];

function requestTags(tags: readonly Tag[] = []): Record<string, string | readonly string[]> {
  if (tags.length === 0) return {};
  return {
    ...Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [`aws:RequestTag/${Key}`, Value])),
    "aws:TagKeys": tags.map(({ Key = "" }) => Key),
  };
}

export const permissions: Permissions<"cloudwatch", CloudWatchState> = {
  DeleteAlarms: onAlarms("DeleteAlarms"),
  DescribeAlarms: onAlarms("DescribeAlarms"),
  ListTagsForResource: ({ ResourceARN = "" }) => [ask("ListTagsForResource", [ResourceARN])],
  PutMetricAlarm: ({ AlarmName = "", Tags = [] }, { world }) => {
    const resources = [alarmArn(world, AlarmName)];
    const keys = requestTags(Tags);
    const put = ask("PutMetricAlarm", resources, keys);
    return Tags.length === 0 ? [put] : [put, ask("TagResource", resources, keys)];
  },
  PutMetricData: ({ Namespace = "" }) => [ask("PutMetricData", ["*"], { "cloudwatch:namespace": Namespace })],
  SetAlarmState: ({ AlarmName = "" }, { world }) => [ask("SetAlarmState", [alarmArn(world, AlarmName)])],
  TagResource: ({ ResourceARN = "", Tags }) => [ask("TagResource", [ResourceARN], requestTags(Tags))],
  UntagResource: ({ ResourceARN = "", TagKeys = [] }) => [
    ask("UntagResource", [ResourceARN], { "aws:TagKeys": TagKeys }),
  ],
};
