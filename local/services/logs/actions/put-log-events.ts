import type { LogLine } from "../../../cloud.ts";
import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { append, type LogsState, requireGroup, requireStream } from "../state.ts";

const oldest = 14 * 24 * 3600_000;
const newest = 2 * 3600_000;

/** Keeps lines that are not older than 14 days nor two hours ahead, and tells which were refused. */
export const putLogEvents: Action<"logs", "PutLogEvents", LogsState> = (input, { state, world }) => {
  const stream = requireStream(requireGroup(state, input.logGroupName), input.logStreamName);
  const lines = (input.logEvents ?? []).map(({ timestamp = 0, message = "" }) => ({ timestamp, message }));
  if (lines.some(({ timestamp }, index) => timestamp < (lines[index - 1]?.timestamp ?? 0)))
    throw new AwsError(
      "InvalidParameterException",
      "Log events in a single PutLogEvents request must be in chronological order.",
    );
  const now = world.clock.now();
  const first = lines.findIndex(({ timestamp }) => timestamp >= now - oldest);
  const begin = first < 0 ? lines.length : first;
  const ahead = lines.findIndex(({ timestamp }) => timestamp > now + newest);
  const end = ahead < 0 ? lines.length : ahead;
  append(state, stream, world, lines.slice(begin, end));
  return { nextSequenceToken: String(stream.events.length), ...rejected(lines, begin, end) };
};

function rejected(lines: readonly LogLine[], begin: number, end: number) {
  if (begin === 0 && end === lines.length) return {};
  return {
    rejectedLogEventsInfo: {
      ...(begin > 0 && { tooOldLogEventEndIndex: begin }),
      ...(end < lines.length && { tooNewLogEventStartIndex: end }),
    },
  };
}
