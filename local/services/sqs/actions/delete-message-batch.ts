import type { Action } from "../../../edge/contract.ts";
import { eachEntry } from "../batch.ts";
import { findQueue } from "../find.ts";
import { deleteReceived } from "../remove.ts";
import type { SqsState } from "../state.ts";

export const deleteMessageBatch: Action<"sqs", "DeleteMessageBatch", SqsState> = (input, { state }) => {
  const queue = findQueue(state, input.QueueUrl);
  return eachEntry(input.Entries, ({ ReceiptHandle }) => {
    deleteReceived(queue, ReceiptHandle);
    return {};
  });
};
