import type { Action } from "../../../edge/contract.ts";
import { findQueue } from "../find.ts";
import type { SqsState } from "../state.ts";

export const tagQueue: Action<"sqs", "TagQueue", SqsState> = (input, { state }) => {
  const { tags } = findQueue(state, input.QueueUrl);
  for (const [key, value] of Object.entries(input.Tags ?? {})) tags.set(key, value);
  return {};
};
