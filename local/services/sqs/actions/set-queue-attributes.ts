import type { Action } from "../../../edge/contract.ts";
import { checkAttributes } from "../attributes.ts";
import { findQueue } from "../find.ts";
import type { SqsState } from "../state.ts";

/** Changes the attributes that are given; an empty one is taken away. */
export const setQueueAttributes: Action<"sqs", "SetQueueAttributes", SqsState> = (input, { state, world, cloud }) => {
  const queue = findQueue(state, input.QueueUrl);
  const attributes = (input.Attributes ?? {}) as Readonly<Record<string, string>>;
  checkAttributes(state, attributes);
  if (attributes.Policy) cloud.identity.checkResourcePolicy(attributes.Policy);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === "") queue.attributes.delete(name);
    else queue.attributes.set(name, value);
  }
  queue.modifiedAt = world.clock.now();
  return {};
};
