import type { Action } from "../../../edge/contract.ts";
import { findQueue } from "../find.ts";
import { changeVisibility } from "../remove.ts";
import type { SqsState } from "../state.ts";

export const changeMessageVisibility: Action<"sqs", "ChangeMessageVisibility", SqsState> = (
  input,
  { state, world },
) => {
  changeVisibility(world, findQueue(state, input.QueueUrl), input.ReceiptHandle, input.VisibilityTimeout ?? 0);
  return {};
};
