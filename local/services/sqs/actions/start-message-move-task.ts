import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { redrivePolicyOf } from "../attributes.ts";
import { findByArn } from "../find.ts";
import { add } from "../send.ts";
import type { Queue, SqsState } from "../state.ts";

/** Sends a dead-letter queue's messages back to where they came from, or to another queue; all at once. */
export const startMessageMoveTask: Action<"sqs", "StartMessageMoveTask", SqsState> = (input, { state, world }) => {
  const source = find(state, input.SourceArn);
  if (![...state.queues.values()].some((queue) => redrivePolicyOf(queue)?.deadLetterTargetArn === source.arn))
    throw new AwsError("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.");
  const destination = input.DestinationArn === undefined ? undefined : find(state, input.DestinationArn);
  const now = world.clock.now();
  const toMove = source.messages.size;
  let moved = 0;
  for (const message of [...source.messages.values()]) {
    const target = destination ?? findByArn(state, message.deadLetterSourceArn ?? "");
    if (!target || message.visibleAt > now) continue;
    source.messages.delete(message.id);
    const { deadLetterSourceArn: _, receiptHandle: __, firstReceivedAt: ___, ...rest } = message;
    add(world, target, { ...rest, sentAt: now, visibleAt: now, receiveCount: 0 });
    moved++;
  }
  const handle = Buffer.from(JSON.stringify({ taskId: world.random.uuid(), sourceArn: source.arn })).toString("base64");
  const { DestinationArn } = input;
  state.moves.set(handle, {
    handle,
    sourceArn: source.arn,
    ...(DestinationArn && { destinationArn: DestinationArn }),
    startedAt: now,
    toMove,
    moved,
  });
  return { TaskHandle: handle };
};

function find(state: SqsState, arn: string | undefined): Queue {
  const queue = findByArn(state, arn ?? "");
  if (queue) return queue;
  throw new AwsError("ResourceNotFoundException", `The resource that you specified for ${arn} doesn't exist.`, {
    status: 404,
  });
}
