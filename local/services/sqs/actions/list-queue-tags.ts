import type { Action } from "../../../edge/contract.ts";
import { findQueue } from "../find.ts";
import type { SqsState } from "../state.ts";

export const listQueueTags: Action<"sqs", "ListQueueTags", SqsState> = (input, { state }) => {
  const { tags } = findQueue(state, input.QueueUrl);
  return tags.size > 0 ? { Tags: Object.fromEntries(tags) } : {};
};
