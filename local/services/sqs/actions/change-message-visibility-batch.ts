import type { Action } from "../../../edge/contract.ts";
import { eachEntry } from "../batch.ts";
import { findQueue } from "../find.ts";
import { changeVisibility } from "../remove.ts";
import type { SqsState } from "../state.ts";

export const changeMessageVisibilityBatch: Action<"sqs", "ChangeMessageVisibilityBatch", SqsState> = (
  input,
  { state, world },
) => {
  const queue = findQueue(state, input.QueueUrl);
  return eachEntry(input.Entries, ({ ReceiptHandle, VisibilityTimeout = 0 }) => {
    changeVisibility(world, queue, ReceiptHandle, VisibilityTimeout);
    return {};
  });
};
