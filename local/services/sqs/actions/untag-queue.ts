import type { Action } from "../../../edge/contract.ts";
import { findQueue } from "../find.ts";
import type { SqsState } from "../state.ts";

export const untagQueue: Action<"sqs", "UntagQueue", SqsState> = (input, { state }) => {
  const { tags } = findQueue(state, input.QueueUrl);
  for (const key of input.TagKeys ?? []) tags.delete(key);
  return {};
};
