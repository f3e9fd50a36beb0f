import type { Action } from "../../../edge/contract.ts";
import { invalidToken, readLimit } from "../pages.ts";
import { type LogsState, requireGroup, requireStream } from "../state.ts";

/**
 * Reads one stream, its newest events first in hand unless `startFromHead`. Tokens are `f/<offset>` and `b/<offset>`:
 * forward and backward from a place in the stream; at an end the same token comes back.
 */
export const getLogEvents: Action<"logs", "GetLogEvents", LogsState> = (input, { state }) => {
  const group = requireGroup(state, input.logGroupName ?? input.logGroupIdentifier);
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = input;
  const events = requireStream(group, input.logStreamName).events.filter(
    ({ timestamp }) => timestamp >= startTime && timestamp < endTime,
  );
  const { start, end } = range(input, events.length, readLimit(input.limit, 10_000));
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

function range(
  { nextToken, startFromHead }: { nextToken?: string | undefined; startFromHead?: boolean | undefined },
  length: number,
  limit: number,
): { start: number; end: number } {
  if (nextToken === undefined) {
    const start = startFromHead ? 0 : Math.max(0, length - limit);
    return { start, end: Math.min(length, start + limit) };
  }
  const [, direction, digits] = /^([fb])\/(\d+)$/.exec(nextToken) ?? [];
  if (direction === undefined) throw invalidToken();
  const place = Math.min(length, Number(digits));
  return direction === "f"
    ? { start: place, end: Math.min(length, place + limit) }
    : { start: Math.max(0, place - limit), end: place };
}
