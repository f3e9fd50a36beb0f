import { AwsError } from "../../edge/aws-error.ts";
import type { World } from "../../world/world.ts";
import { numberOf } from "./attributes.ts";
import type { Message, MessageAttributes, Queue } from "./state.ts";
import { shown } from "./watch.ts";

export interface GivenMessage {
  readonly MessageBody?: string | undefined;
  readonly DelaySeconds?: number | undefined;
  readonly MessageAttributes?: MessageAttributes | undefined;
  readonly MessageSystemAttributes?:
    | Readonly<Record<string, { readonly StringValue?: string | undefined }>>
    | undefined;
}

/** Puts a message at the end of the queue. It can be received after its delay. */
export function send(world: World, queue: Queue, given: GivenMessage, senderId: string): Message {
  check(queue, given);
  const now = world.clock.now();
  const delay = given.DelaySeconds ?? numberOf(queue, "DelaySeconds");
  const traceHeader = given.MessageSystemAttributes?.AWSTraceHeader?.StringValue;
  const message: Message = {
    id: world.random.uuid(),
    body: given.MessageBody ?? "",
    attributes: given.MessageAttributes ?? {},
    ...(traceHeader && { traceHeader }),
    senderId,
    sentAt: now,
    visibleAt: now + delay * 1_000,
    receiveCount: 0,
  };
  queue.traffic.sent++;
  return add(world, queue, message);
}

/** Puts a message there as it is: a new one, or one that comes from another queue. */
export function add(world: World, queue: Queue, message: Message): Message {
  queue.messages.set(message.id, message);
  shown(world, queue, message.visibleAt);
  return message;
}

export function sizeOf({ MessageBody = "", MessageAttributes = {} }: GivenMessage): number {
  const attributes = Object.entries(MessageAttributes).map(
    ([name, { DataType = "", StringValue = "", BinaryValue }]) =>
      Buffer.byteLength(name) + Buffer.byteLength(DataType) + (BinaryValue?.length ?? Buffer.byteLength(StringValue)),
  );
  return attributes.reduce((sum, bytes) => sum + bytes, Buffer.byteLength(MessageBody));
}

const attributesLimit = 10;

function check(queue: Queue, given: GivenMessage): void {
  const { MessageBody = "", DelaySeconds = 0, MessageAttributes = {} } = given;
  if (MessageBody === "")
    throw new AwsError("InvalidParameterValue", "The request must contain the parameter MessageBody.");
  const limit = numberOf(queue, "MaximumMessageSize");
  if (sizeOf(given) > limit)
    throw new AwsError(
      "InvalidParameterValue",
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    );
  if (DelaySeconds < 0 || DelaySeconds > 900)
    throw new AwsError(
      "InvalidParameterValue",
      `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  // What #x9, #xA, #xD and #x20 on may be in a message; other control characters may not.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(MessageBody))
    throw new AwsError(
      "InvalidMessageContents",
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
    );
  if (Object.keys(MessageAttributes).length > attributesLimit)
    throw new AwsError(
      "InvalidParameterValue",
      `Number of message attributes [${Object.keys(MessageAttributes).length}] exceeds the allowed maximum [${attributesLimit}].`,
    );
  for (const [name, { DataType = "", StringValue, BinaryValue }] of Object.entries(MessageAttributes))
    if (
      !/^(String|Number|Binary)(\..+)?$/.test(DataType) ||
      (StringValue === undefined) === (BinaryValue === undefined)
    )
      throw new AwsError(
        "InvalidParameterValue",
        `The message attribute '${name}' must contain a DataType of String, Number or Binary, and one non-empty value of it.`,
      );
}
