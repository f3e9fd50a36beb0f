import type { Output } from "../../edge/contract.ts";
import { md5, md5OfAttributes } from "./digests.ts";
import type { Message, MessageAttributes } from "./state.ts";

type Shown = NonNullable<Output<"sqs", "ReceiveMessage">["Messages"]>[number];

/** What a sender is told of its message. */
export function sentShape({ id, body, attributes }: Message): {
  MessageId: string;
  MD5OfMessageBody: string;
  MD5OfMessageAttributes?: string;
} {
  const digest = md5OfAttributes(attributes);
  return { MessageId: id, MD5OfMessageBody: md5(body), ...(digest && { MD5OfMessageAttributes: digest }) };
}

/** A message as a receiver gets it, with the attributes that it asked for. */
export function receivedShape(
  message: Message,
  wanted: { readonly system: readonly string[]; readonly attributes: readonly string[] },
): Shown {
  const system = Object.entries(systemAttributes(message)).filter(
    ([name]) => wanted.system.includes("All") || wanted.system.includes(name),
  );
  const attributes: MessageAttributes = Object.fromEntries(
    Object.entries(message.attributes).filter(([name]) => wanted.attributes.some((wish) => fits(wish, name))),
  );
  const digest = md5OfAttributes(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(digest && { MD5OfMessageAttributes: digest, MessageAttributes: attributes }),
  };
}

export function systemAttributes(message: Message): Record<string, string> {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    ...(message.traceHeader && { AWSTraceHeader: message.traceHeader }),
    ...(message.deadLetterSourceArn && { DeadLetterQueueSourceArn: message.deadLetterSourceArn }),
  };
}

/** `All` and `.*` are every attribute, `order.*` those that begin with `order.`. */
function fits(wish: string, name: string): boolean {
  if (wish === "All" || wish === ".*") return true;
  return wish.endsWith(".*") ? name.startsWith(wish.slice(0, -1)) : wish === name;
}
