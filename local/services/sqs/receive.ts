import type { World } from "../../world/world.ts";
import { numberOf, redrivePolicyOf } from "./attributes.ts";
import { findByArn } from "./find.ts";
import { add } from "./send.ts";
import type { Message, Queue, SqsState } from "./state.ts";
import { shown } from "./watch.ts";

/**
 * Takes up to `count` messages and hides them for the visibility timeout. What was received as often as the redrive
 * policy allows goes to the dead-letter queue instead.
 */
export function take(
  world: World,
  state: SqsState,
  queue: Queue,
  wish: { readonly count: number; readonly visibilitySeconds?: number | undefined },
): Message[] {
  expire(world, queue);
  const now = world.clock.now();
  const redrive = redrivePolicyOf(queue);
  const deadLetters = redrive && findByArn(state, redrive.deadLetterTargetArn);
  const hidden = (wish.visibilitySeconds ?? numberOf(queue, "VisibilityTimeout")) * 1_000;
  const taken: Message[] = [];
  for (const message of queue.messages.values()) {
    if (taken.length === wish.count) break;
    if (message.visibleAt > now) continue;
    if (redrive && deadLetters && message.receiveCount >= redrive.maxReceiveCount) {
      giveUp(world, queue, message, deadLetters);
      continue;
    }
    message.receiveCount++;
    message.firstReceivedAt ??= now;
    message.receiptHandle = receiptHandle(queue, message);
    message.visibleAt = now + hidden;
    taken.push(message);
  }
  queue.traffic.received += taken.length;
  for (const { visibleAt } of taken) if (visibleAt > now) shown(world, queue, visibleAt);
  return taken;
}

/** A standard queue's dead letter keeps its id and the time when it was sent, and counts its receives on. */
function giveUp(world: World, queue: Queue, message: Message, deadLetters: Queue): void {
  queue.messages.delete(message.id);
  add(world, deadLetters, { ...message, deadLetterSourceArn: queue.arn, visibleAt: world.clock.now() });
}

/** Takes away what is older than the retention period, as it is found. */
export function expire(world: World, queue: Queue): void {
  const oldest = world.clock.now() - numberOf(queue, "MessageRetentionPeriod") * 1_000;
  for (const { id, sentAt } of queue.messages.values()) {
    if (sentAt > oldest) break;
    queue.messages.delete(id);
  }
}

function receiptHandle(queue: Queue, { id, receiveCount }: Message): string {
  return Buffer.from(JSON.stringify([queue.name, id, receiveCount])).toString("base64");
}

/** The message that a receipt handle is for, if it is still there and was not received again. `"invalid"` for what is no handle. */
export function findReceived(queue: Queue, handle: string | undefined): Message | undefined | "invalid" {
  const id = messageIdOf(queue, handle ?? "");
  if (id === undefined) return "invalid";
  const message = queue.messages.get(id);
  return message?.receiptHandle === handle ? message : undefined;
}

function messageIdOf(queue: Queue, handle: string): string | undefined {
  try {
    const [name, id] = JSON.parse(Buffer.from(handle, "base64").toString()) as unknown[];
    return name === queue.name && typeof id === "string" ? id : undefined;
  } catch {
    return undefined;
  }
}
