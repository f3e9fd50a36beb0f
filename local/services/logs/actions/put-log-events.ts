import type { Action } from "../../../edge/contract.ts";
import { append, type LogsState, requireGroup, requireStream } from "../state.ts";

export const putLogEvents: Action<"logs", "PutLogEvents", LogsState> = (input, { state, world }) => {
  const stream = requireStream(requireGroup(state, input.logGroupName), input.logStreamName);
  const lines = (input.logEvents ?? []).map(({ timestamp = 0, message = "" }) => ({ timestamp, message }));
  append(stream, world, lines);
  return { nextSequenceToken: String(stream.events.length) };
};
