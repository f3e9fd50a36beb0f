import type { Action } from "../../../edge/contract.ts";
import { compileFilterPattern } from "../filter-pattern.ts";
import { page } from "../pages.ts";
import { type LogsState, requireGroup } from "../state.ts";

export const filterLogEvents: Action<"logs", "FilterLogEvents", LogsState> = (input, { state }) => {
  const group = requireGroup(state, input.logGroupName ?? input.logGroupIdentifier);
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, logStreamNames, logStreamNamePrefix = "" } = input;
  const matches = compileFilterPattern(input.filterPattern);
  const found = [...group.streams.values()]
    .filter(({ name }) => name.startsWith(logStreamNamePrefix) && (logStreamNames?.includes(name) ?? true))
    .flatMap((stream) => stream.events.map((event) => ({ stream: stream.name, event })))
    .filter(({ event }) => event.timestamp >= startTime && event.timestamp <= endTime && matches(event.message))
    .sort((one, other) => one.event.timestamp - other.event.timestamp);
  const { entries, nextToken } = page(found, input.limit ?? 10_000, input.nextToken);
  return {
    events: entries.map(({ stream, event }) => ({
      logStreamName: stream,
      timestamp: event.timestamp,
      message: event.message,
      ingestionTime: event.ingestedAt,
      eventId: event.id,
    })),
    searchedLogStreams: [],
    nextToken,
  };
};
