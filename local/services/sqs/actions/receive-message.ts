import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import type { World } from "../../../world/world.ts";
import { numberOf } from "../attributes.ts";
import { findQueue } from "../find.ts";
import { take } from "../receive.ts";
import { receivedShape } from "../shapes.ts";
import type { Message, Queue, SqsState } from "../state.ts";
import { watch } from "../watch.ts";

/** Receives up to ten messages. Where there are none it waits for the first, as long as the request or the queue says. */
export const receiveMessage: Action<"sqs", "ReceiveMessage", SqsState> = async (input, { state, world }) => {
  const queue = findQueue(state, input.QueueUrl);
  const count = within("MaxNumberOfMessages", input.MaxNumberOfMessages ?? 1, 1, 10);
  const wait = within(
    "WaitTimeSeconds",
    input.WaitTimeSeconds ?? numberOf(queue, "ReceiveMessageWaitTimeSeconds"),
    0,
    20,
  );
  const hidden = input.VisibilityTimeout ?? numberOf(queue, "VisibilityTimeout");
  const visibilitySeconds = within("VisibilityTimeout", hidden, 0, 43_200);
  const receive = (): Message[] => take(world, state, queue, { count, visibilitySeconds });
  const now = receive();
  const messages = now.length > 0 || wait === 0 ? now : await awaitMessages(world, queue, wait * 1_000, receive);
  const system = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])] as string[];
  const wanted = { system, attributes: input.MessageAttributeNames ?? [] };
  return messages.length > 0 ? { Messages: messages.map((message) => receivedShape(message, wanted)) } : {};
};

/** A long poll: the first messages that come, or none when its time is over. */
function awaitMessages(world: World, queue: Queue, longest: number, receive: () => Message[]): Promise<Message[]> {
  return new Promise((resolve) => {
    const finish = (messages: Message[]): void => {
      stop();
      timer.cancel();
      resolve(messages);
    };
    const timer = world.clock.schedule(longest, () => finish([]));
    const stop = watch(world, queue, () => {
      const messages = receive();
      if (messages.length > 0) finish(messages);
    });
  });
}

function within(name: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw new AwsError(
    "InvalidParameterValue",
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}, if provided.`,
  );
}
