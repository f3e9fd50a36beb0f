import type { Action } from "../../../edge/contract.ts";
import { findQueue } from "../find.ts";
import type { SqsState } from "../state.ts";

/** Deletes a queue with all of its messages. */
export const deleteQueue: Action<"sqs", "DeleteQueue", SqsState> = (input, { state, world }) => {
  const queue = findQueue(state, input.QueueUrl);
  queue.next?.timer.cancel();
  queue.messages.clear();
  state.queues.delete(queue.name);
  state.deleted.set(queue.name, world.clock.now());
  return {};
};
