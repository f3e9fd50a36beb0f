import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";
import type { LogsState } from "../state.ts";

export const describeLogGroups: Action<"logs", "DescribeLogGroups", LogsState> = (input, { state }) => {
  const { logGroupNamePrefix: prefix = "", logGroupNamePattern: pattern = "" } = input;
  const found = [...state.groups.values()]
    .filter(({ name }) => name.startsWith(prefix) && name.toLowerCase().includes(pattern.toLowerCase()))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const { entries, nextToken } = page(found, input.limit ?? 50, input.nextToken);
  return {
    logGroups: entries.map((group) => ({
      logGroupName: group.name,
      creationTime: group.createdAt,
      retentionInDays: group.retentionInDays,
      metricFilterCount: 0,
      arn: `${group.arn}:*`,
      logGroupArn: group.arn,
      storedBytes: 0,
      logGroupClass: "STANDARD" as const,
    })),
    nextToken,
  };
};
