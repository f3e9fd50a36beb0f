import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";
import { groupName, type LogGroup, type LogsState, storedBytes } from "../state.ts";

/** Lists groups in the order of their names. A prefix is compared as it is, a pattern without regard to case. */
export const describeLogGroups: Action<"logs", "DescribeLogGroups", LogsState> = (input, { state }) => {
  const { logGroupNamePrefix: prefix = "", logGroupNamePattern: pattern = "", logGroupClass } = input;
  if (prefix && pattern)
    throw new AwsError(
      "InvalidParameterException",
      "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
    );
  const chosen = input.logGroupIdentifiers && new Set(input.logGroupIdentifiers.map(groupName));
  const found = [...state.groups.values()]
    .filter(({ name }) => name.startsWith(prefix) && name.toLowerCase().includes(pattern.toLowerCase()))
    .filter((group) => logGroupClass === undefined || group.class === logGroupClass)
    .filter(({ name }) => chosen?.has(name) ?? true)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const { entries, nextToken } = page(found, input, 50);
  return { logGroups: entries.map(describe), nextToken };
};

function describe(group: LogGroup) {
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    retentionInDays: group.retentionInDays,
    metricFilterCount: 0,
    arn: `${group.arn}:*`,
    logGroupArn: group.arn,
    storedBytes: [...group.streams.values()].reduce((total, stream) => total + storedBytes(stream), 0),
    logGroupClass: group.class,
  };
}
