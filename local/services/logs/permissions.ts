import type { Permission, Permissions } from "../../edge/contract.ts";
import { arn, type World } from "../../world/world.ts";
import type { LogsState } from "./state.ts";

type OnGroup = {
  logGroupName?: string | undefined;
  logGroupIdentifier?: string | undefined;
  resourceArn?: string | undefined;
};

/** Policies name log groups as `arn:…:log-group:<name>` or with `:*` behind it; the service authorises on the latter. */
const onGroup =
  (operation: string) =>
  (input: OnGroup, { world }: { world: World }): Permission[] => {
    const name = input.logGroupName ?? (input.logGroupIdentifier ?? input.resourceArn)?.split(":")[6] ?? "*";
    return [{ action: `logs:${operation}`, resources: [arn(world, "logs", `log-group:${name}:*`)] }];
  };

export const permissions: Permissions<"logs", LogsState> = {
  CreateLogGroup: (input, context) =>
    onGroup("CreateLogGroup")(input, context).map((permission) => ({
      ...permission,
      keys: Object.fromEntries(
        Object.entries(input.tags ?? {}).map(([key, value]) => [`aws:RequestTag/${key}`, value]),
      ),
    })),
  CreateLogStream: onGroup("CreateLogStream"),
  DeleteLogGroup: onGroup("DeleteLogGroup"),
  DeleteRetentionPolicy: onGroup("DeleteRetentionPolicy"),
  DescribeLogStreams: onGroup("DescribeLogStreams"),
  FilterLogEvents: onGroup("FilterLogEvents"),
  GetLogEvents: onGroup("GetLogEvents"),
  ListTagsForResource: onGroup("ListTagsForResource"),
  PutLogEvents: onGroup("PutLogEvents"),
  PutRetentionPolicy: onGroup("PutRetentionPolicy"),
  TagResource: onGroup("TagResource"),
  UntagResource: onGroup("UntagResource"),
};
