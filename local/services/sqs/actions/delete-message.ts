import type { Action } from "../../../edge/contract.ts";
import { findQueue } from "../find.ts";
import { deleteReceived } from "../remove.ts";
import type { SqsState } from "../state.ts";

export const deleteMessage: Action<"sqs", "DeleteMessage", SqsState> = (input, { state }) => {
  deleteReceived(findQueue(state, input.QueueUrl), input.ReceiptHandle);
  return {};
};
