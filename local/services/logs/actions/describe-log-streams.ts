import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";
import { type LogStream, type LogsState, requireGroup } from "../state.ts";

export const describeLogStreams: Action<"logs", "DescribeLogStreams", LogsState> = (input, { state }) => {
  const group = requireGroup(state, input.logGroupName ?? input.logGroupIdentifier);
  const lastEvent = (stream: LogStream): number => stream.events.at(-1)?.timestamp ?? 0;
  const byName = (one: LogStream, other: LogStream): number => (one.name < other.name ? -1 : 1);
  const byTime = (one: LogStream, other: LogStream): number => lastEvent(one) - lastEvent(other);
  const found = [...group.streams.values()]
    .filter(({ name }) => name.startsWith(input.logStreamNamePrefix ?? ""))
    .sort(input.orderBy === "LastEventTime" ? byTime : byName);
  if (input.descending) found.reverse();
  const { entries, nextToken } = page(found, input.limit ?? 50, input.nextToken);
  return {
    logStreams: entries.map((stream) => ({
      logStreamName: stream.name,
      creationTime: stream.createdAt,
      firstEventTimestamp: stream.events[0]?.timestamp,
      lastEventTimestamp: stream.events.at(-1)?.timestamp,
      lastIngestionTime: stream.events.at(-1)?.ingestedAt,
      arn: `${group.arn}:log-stream:${stream.name}`,
      storedBytes: 0,
    })),
    nextToken,
  };
};
