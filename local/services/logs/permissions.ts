import type { Context, Permission, Permissions } from "../../edge/contract.ts";
import { arn } from "../../world/world.ts";
import { groupArn, groupName, type LogsState } from "./state.ts";

type Asks = Context<LogsState>;
type Keys = Readonly<Record<string, string | readonly string[]>>;

interface OnGroup {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
  readonly logStreamName?: string | undefined;
}

/**
 * Asks on the group as CloudWatch Logs words it in its refusals: `log-group:<name>:log-stream:<stream>`, the stream
 * often empty. A policy for `log-group:<name>` alone therefore does not do; one that ends in `:*` does.
 */
const onGroup =
  (operation: string) =>
  (input: OnGroup, asks: Asks): Permission[] => {
    const name = groupName(input.logGroupName ?? input.logGroupIdentifier ?? "");
    const resource = `${groupArn(asks.world, name)}:log-stream:${input.logStreamName ?? ""}`;
    return [{ action: `logs:${operation}`, resources: [resource], keys: resourceTags(asks, name) }];
  };

/** The operations on tags ask on the group's plain ARN. */
const onArn =
  (operation: string) =>
  (input: { resourceArn?: string | undefined; tags?: Readonly<Record<string, string>> | undefined }, asks: Asks) => [
    {
      action: `logs:${operation}`,
      resources: [groupArn(asks.world, groupName(input.resourceArn ?? ""))],
      keys: requestTags(input.tags),
    },
  ];

/** The group's tags belong to its ARN; the ARN that is asked for has a stream behind it. */
function resourceTags({ state }: Asks, name: string): Keys {
  const tags = state.groups.get(name)?.tags ?? [];
  return Object.fromEntries([...tags].map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

function requestTags(tags: Readonly<Record<string, string>> = {}): Keys {
  const entries = Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value] as const);
  return entries.length === 0 ? {} : { ...Object.fromEntries(entries), "aws:TagKeys": Object.keys(tags) };
}

export const permissions: Permissions<"logs", LogsState> = {
  CreateLogGroup: (input, asks) => {
    const [create] = onGroup("CreateLogGroup")(input, asks) as [Permission];
    const tagged = { ...create, keys: requestTags(input.tags) };
    if (Object.keys(input.tags ?? {}).length === 0) return [tagged];
    return [tagged, ...onArn("TagResource")({ resourceArn: input.logGroupName, tags: input.tags }, asks)];
  },
  CreateLogStream: onGroup("CreateLogStream"),
  DeleteLogGroup: onGroup("DeleteLogGroup"),
  DeleteLogStream: onGroup("DeleteLogStream"),
  DeleteRetentionPolicy: onGroup("DeleteRetentionPolicy"),
  DescribeLogGroups: (_, { world }) => [
    { action: "logs:DescribeLogGroups", resources: [arn(world, "logs", "log-group::log-stream:")] },
  ],
  DescribeLogStreams: onGroup("DescribeLogStreams"),
  FilterLogEvents: onGroup("FilterLogEvents"),
  GetLogEvents: onGroup("GetLogEvents"),
  ListTagsForResource: onArn("ListTagsForResource"),
  PutLogEvents: onGroup("PutLogEvents"),
  PutRetentionPolicy: onGroup("PutRetentionPolicy"),
  TagResource: onArn("TagResource"),
  UntagResource: (input, asks) =>
    onArn("UntagResource")(input, asks).map((permission) => ({
      ...permission,
      keys: { "aws:TagKeys": input.tagKeys ?? [] },
    })),
};
