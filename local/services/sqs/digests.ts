import { createHash } from "node:crypto";
import type { MessageAttributes } from "./state.ts";

/** The checksum by which SDKs know that a body arrived whole. */
export function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

const transport = { text: 1, binary: 2 } as const;

/**
 * The checksum of message attributes: names in order, each with data type, kind of value and value, and before every
 * text its length. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash("md5");
  const add = (value: string | Uint8Array): void => {
    const bytes = Buffer.from(value as string);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const { DataType = "", StringValue = "", BinaryValue } = attributes[name] ?? {};
    add(name);
    add(DataType);
    hash.update(Buffer.from([BinaryValue ? transport.binary : transport.text]));
    add(BinaryValue ?? StringValue);
  }
  return hash.digest("hex");
}
