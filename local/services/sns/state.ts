import type { Input } from "../../edge/contract.ts";
import type { FilterPolicy } from "./filter.ts";

export type MessageAttributes = NonNullable<Input<"sns", "Publish">["MessageAttributes"]>;

/** What SNS holds, by ARN. */
export interface SnsState {
  readonly topics: Map<string, Topic>;
  readonly subscriptions: Map<string, Subscription>;
}

export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  /** A queue's or function's ARN, a URL, a mail address. */
  readonly endpoint: string;
  readonly owner: string;
  readonly attributes: Map<string, string>;
  filter?: FilterPolicy;
  /** What ConfirmSubscription wants to hear, until it has. */
  token?: string;
}

/** A message on its way to the subscribers of its topic. */
export interface Message {
  readonly id: string;
  readonly topicArn: string;
  readonly subject?: string;
  /** By protocol; `default` for those that are not named. */
  readonly bodies: Readonly<Record<string, string>>;
  readonly attributes: MessageAttributes;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export function emptyState(): SnsState {
  return { topics: new Map(), subscriptions: new Map() };
}

/** What the subscriber of a protocol gets. */
export function bodyFor({ bodies }: Message, protocol: string): string {
  return bodies[protocol] ?? bodies.default ?? "";
}
