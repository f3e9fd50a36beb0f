import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";
import { type LogGroup, type LogStream, type LogsState, requireGroup } from "../state.ts";

export const describeLogStreams: Action<"logs", "DescribeLogStreams", LogsState> = (input, { state }) => {
  const group = requireGroup(state, input.logGroupName ?? input.logGroupIdentifier);
  const { logStreamNamePrefix: prefix = "" } = input;
  if (prefix && input.orderBy === "LastEventTime")
    throw new AwsError("InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix.");
  const found = [...group.streams.values()]
    .filter(({ name }) => name.startsWith(prefix))
    .sort(input.orderBy === "LastEventTime" ? byLastEvent : byName);
  if (input.descending) found.reverse();
  const { entries, nextToken } = page(found, input, 50);
  return { logStreams: entries.map((stream) => describe(group, stream)), nextToken };
};

function byName(one: LogStream, other: LogStream): number {
  return one.name < other.name ? -1 : 1;
}

function byLastEvent(one: LogStream, other: LogStream): number {
  return (one.events.at(-1)?.timestamp ?? 0) - (other.events.at(-1)?.timestamp ?? 0);
}

/** A stream's `storedBytes` is 0 at AWS, always: it is told for groups only. */
function describe(group: LogGroup, stream: LogStream) {
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAt,
    firstEventTimestamp: stream.events[0]?.timestamp,
    lastEventTimestamp: stream.events.at(-1)?.timestamp,
    lastIngestionTime: stream.events.at(-1)?.ingestedAt,
    arn: `${group.arn}:log-stream:${stream.name}`,
    storedBytes: 0,
  };
}
