import type { Action } from "../../../edge/contract.ts";
import { findQueue } from "../find.ts";
import type { SqsState } from "../state.ts";

/** Deletes all messages, at once rather than within a minute. */
export const purgeQueue: Action<"sqs", "PurgeQueue", SqsState> = (input, { state }) => {
  findQueue(state, input.QueueUrl).messages.clear();
  return {};
};
