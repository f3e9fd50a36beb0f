import { AwsError } from "../../edge/aws-error.ts";
import type { Queue, SqsState } from "./state.ts";

/** Numbers that can be set, in seconds and bytes: what they are unless told, and between which they may be. */
const numbers: Readonly<Record<string, readonly [byDefault: number, least: number, most: number]>> = {
  DelaySeconds: [0, 0, 900],
  MaximumMessageSize: [1_048_576, 1_024, 1_048_576],
  MessageRetentionPeriod: [345_600, 60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 0, 20],
  VisibilityTimeout: [30, 0, 43_200],
  KmsDataKeyReusePeriodSeconds: [300, 60, 86_400],
};

const texts = ["Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId", "SqsManagedSseEnabled"];
const fifo = ["FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"];

/** What can only be read. */
export const computed = [
  "QueueArn",
  "CreatedTimestamp",
  "LastModifiedTimestamp",
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
] as const;

export function numberOf(queue: Queue, name: string): number {
  return Number(queue.attributes.get(name) ?? numbers[name]?.[0]);
}

/** What an attribute is, set or by default; empty where there is none. */
export function attributeOf(queue: Queue, name: string): string {
  const byDefault = name === "SqsManagedSseEnabled" ? "true" : String(numbers[name]?.[0] ?? "");
  return queue.attributes.get(name) ?? byDefault;
}

export function isAttribute(name: string): boolean {
  return name === "All" || name in numbers || [...texts, ...fifo, ...computed].includes(name);
}

/** The attributes that every queue has. */
export const alwaysShown = Object.keys(numbers)
  .filter((name) => name !== "KmsDataKeyReusePeriodSeconds")
  .concat("SqsManagedSseEnabled");

/** Checks attributes as CreateQueue and SetQueueAttributes take them. */
export function checkAttributes(state: SqsState, given: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(given)) {
    if (fifo.includes(name) && value !== "false")
      throw new AwsError("NotImplemented", `The local cloud has no FIFO queues: leave ${name} out.`);
    if (fifo.includes(name)) continue;
    if (!(name in numbers) && !texts.includes(name))
      throw new AwsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
    const [, least = 0, most = 0] = numbers[name] ?? [];
    if (name in numbers && !(/^\d+$/.test(value) && Number(value) >= least && Number(value) <= most))
      throw invalidValue(name, value);
    if (name === "RedrivePolicy" && value) checkRedrivePolicy(state, value);
  }
}

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** Where a queue's messages go that were received too often. */
export function redrivePolicyOf(queue: Queue): RedrivePolicy | undefined {
  const text = queue.attributes.get("RedrivePolicy");
  return text ? readRedrivePolicy(text) : undefined;
}

function readRedrivePolicy(text: string): RedrivePolicy | undefined {
  try {
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(text) as Record<string, unknown>;
    if (typeof deadLetterTargetArn !== "string") return undefined;
    return { deadLetterTargetArn, maxReceiveCount: Number(maxReceiveCount) };
  } catch {
    return undefined;
  }
}

function checkRedrivePolicy(state: SqsState, text: string): void {
  const policy = readRedrivePolicy(text);
  const invalid = (why: string): AwsError =>
    new AwsError("InvalidParameterValue", `Value ${text} for parameter RedrivePolicy is invalid. Reason: ${why}`);
  if (!policy) throw invalid("Redrive policy is not a valid JSON map with deadLetterTargetArn and maxReceiveCount.");
  const { maxReceiveCount, deadLetterTargetArn } = policy;
  if (!Number.isInteger(maxReceiveCount) || maxReceiveCount < 1 || maxReceiveCount > 1_000)
    throw invalid("Invalid value for maxReceiveCount, must be an integer from 1 to 1000.");
  if (![...state.queues.values()].some(({ arn }) => arn === deadLetterTargetArn))
    throw invalid("Dead letter target does not exist.");
}

export function invalidValue(name: string, value: string): AwsError {
  return new AwsError("InvalidAttributeValue", `Invalid value for the parameter ${name}: ${value}.`);
}
