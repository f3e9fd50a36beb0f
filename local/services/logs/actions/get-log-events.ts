import type { Action } from "../../../edge/contract.ts";
import { type LogsState, requireGroup, requireStream } from "../state.ts";

/** Tokens are `f/<offset>` and `b/<offset>`, as in AWS: forward and backward from a place in the stream. */
export const getLogEvents: Action<"logs", "GetLogEvents", LogsState> = (input, { state }) => {
  const group = requireGroup(state, input.logGroupName ?? input.logGroupIdentifier);
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = 10_000 } = input;
  const events = requireStream(group, input.logStreamName).events.filter(
    ({ timestamp }) => timestamp >= startTime && timestamp < endTime,
  );
  const [direction, place] = input.nextToken?.split("/") ?? [];
  const start =
    direction === "b"
      ? Math.max(0, Number(place) - limit)
      : direction === "f"
        ? Number(place)
        : input.startFromHead
          ? 0
          : Math.max(0, events.length - limit);
  const end = direction === "b" ? Number(place) : Math.min(events.length, start + limit);
  return {
    events: events.slice(start, end).map(({ timestamp, message, ingestedAt }) => ({
      timestamp,
      message,
      ingestionTime: ingestedAt,
    })),
    nextForwardToken: `f/${end}`,
    nextBackwardToken: `b/${start}`,
  };
};
