import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { compileFilterPattern } from "../filter-pattern.ts";
import { invalidToken, readLimit } from "../pages.ts";
import { type LogsState, requireGroup } from "../state.ts";

/**
 * Searches a group's streams, oldest first. The token is the id of the last event that was answered, so that a reader
 * misses nothing when lines come in between two pages.
 */
export const filterLogEvents: Action<"logs", "FilterLogEvents", LogsState> = (input, { state }) => {
  const group = requireGroup(state, input.logGroupName ?? input.logGroupIdentifier);
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, logStreamNames, logStreamNamePrefix, nextToken } = input;
  if (logStreamNames && logStreamNamePrefix)
    throw new AwsError(
      "InvalidParameterException",
      "LogStreamNames and LogStreamNamePrefix are mutually exclusive parameters.",
    );
  if (nextToken !== undefined && !/^\d{56}$/.test(nextToken)) throw invalidToken();
  const limit = readLimit(input.limit, 10_000);
  const matches = compileFilterPattern(input.filterPattern);
  const found = [...group.streams.values()]
    .filter(({ name }) => name.startsWith(logStreamNamePrefix ?? "") && (logStreamNames?.includes(name) ?? true))
    .flatMap(({ name, events }) => events.map((event) => ({ stream: name, ...event })))
    .filter(({ timestamp, message }) => timestamp >= startTime && timestamp <= endTime && matches(message))
    .filter(({ id }) => nextToken === undefined || id > nextToken)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const events = found.slice(0, limit);
  return {
    events: events.map(({ stream, timestamp, message, ingestedAt, id }) => ({
      logStreamName: stream,
      timestamp,
      message,
      ingestionTime: ingestedAt,
      eventId: id,
    })),
    searchedLogStreams: [],
    nextToken: found.length > limit ? events.at(-1)?.id : undefined,
  };
};
