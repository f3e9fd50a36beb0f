import type { Host } from "../../edge/contract.ts";
import { draw } from "../../world/world.ts";
import { deliver } from "./deliver.ts";
import { passes } from "./filter.ts";
import { invalid, subscriptionsOf } from "./find.ts";
import type { Message, SnsState, Topic } from "./state.ts";

const sizeLimitBytes = 262_144;

export interface Given {
  readonly Message?: string | undefined;
  readonly Subject?: string | undefined;
  readonly MessageStructure?: string | undefined;
  readonly MessageAttributes?: Message["attributes"] | undefined;
}

/** Sends a message to every subscriber that is confirmed and whose filter lets it pass. Answers its id. */
export function publish(host: Host, state: SnsState, topic: Topic, given: Given): string {
  const { world } = host;
  check(given);
  const message: Message = {
    id: world.random.uuid(),
    topicArn: topic.arn,
    ...(given.Subject !== undefined && { subject: given.Subject }),
    bodies: bodiesOf(given),
    attributes: given.MessageAttributes ?? {},
    at: world.clock.now(),
  };
  for (const subscription of subscriptionsOf(state, topic.arn))
    if (!subscription.token && passes(subscription.filter, message))
      world.clock.schedule(draw(world, world.profile.eventDelivery), () => deliver(host, subscription, message));
  return message.id;
}

function check({ Message, Subject }: Given): void {
  if (!Message) throw invalid("Empty message");
  if (Buffer.byteLength(Message) > sizeLimitBytes) throw invalid("Message too long");
  if (Subject !== undefined && !/^[\x20-\x7e]{1,100}$/.test(Subject)) throw invalid("Subject");
}

/** With `MessageStructure: json` the message has a text for each protocol. */
function bodiesOf({ Message = "", MessageStructure }: Given): Record<string, string> {
  if (MessageStructure === undefined) return { default: Message };
  if (MessageStructure !== "json") throw invalid("MessageStructure");
  let parsed: unknown;
  try {
    parsed = JSON.parse(Message);
  } catch {
    throw invalid("Message Structure - JSON message body failed to parse");
  }
  const texts = Object.entries((parsed ?? {}) as object).filter(([, text]) => typeof text === "string");
  const bodies = Object.fromEntries(texts) as Record<string, string>;
  if (bodies.default === undefined) throw invalid("Message Structure - No default entry in JSON message body");
  return bodies;
}
