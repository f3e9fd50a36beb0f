import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { alwaysShown, attributeOf, isAttribute } from "../attributes.ts";
import { countMessages } from "../count.ts";
import { findQueue } from "../find.ts";
import { expire } from "../receive.ts";
import type { Queue, SqsState } from "../state.ts";

/** Tells what was asked for of a queue: its settings, and how many messages it holds. */
export const getQueueAttributes: Action<"sqs", "GetQueueAttributes", SqsState> = (input, { state, world }) => {
  const queue = findQueue(state, input.QueueUrl);
  const wanted = (input.AttributeNames ?? []) as readonly string[];
  for (const name of wanted)
    if (!isAttribute(name)) throw new AwsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
  expire(world, queue);
  const all = {
    ...Object.fromEntries(alwaysShown.map((name) => [name, attributeOf(queue, name)])),
    ...Object.fromEntries([...queue.attributes].filter(([, value]) => value !== "")),
    QueueArn: queue.arn,
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
    ...counts(queue, world.clock.now()),
  };
  const shown = Object.entries(all).filter(([name]) => wanted.includes("All") || wanted.includes(name));
  return { Attributes: Object.fromEntries(shown) };
};

function counts(queue: Queue, now: number): Record<string, string> {
  const { visible, notVisible, delayed } = countMessages(queue, now);
  return {
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    ApproximateNumberOfMessagesNotVisible: String(notVisible),
  };
}

function seconds(milliseconds: number): string {
  return String(Math.floor(milliseconds / 1_000));
}
