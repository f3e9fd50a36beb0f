import type { Input } from "../../edge/contract.ts";
import type { Timer } from "../../world/clock.ts";

export type MessageAttributes = NonNullable<Input<"sqs", "SendMessage">["MessageAttributes"]>;

/** What SQS holds, by queue name. */
export interface SqsState {
  /** Where the cloud answers: what stands before account and name in a queue's URL. */
  readonly endpoint: () => string;
  readonly queues: Map<string, Queue>;
  /** When queues were deleted, by name: SQS keeps a name back for a minute. */
  readonly deleted: Map<string, number>;
  /** By task handle. */
  readonly moves: Map<string, MoveTask>;
  /** Set while there are queues to measure. */
  metricsTimer?: Timer;
}

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly createdAt: number;
  modifiedAt: number;
  /** Those that were set; what is missing has its default. */
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
  /** By message id, in the order in which they came. */
  readonly messages: Map<string, Message>;
  /** What was done since the last minute's metrics. */
  traffic: { sent: number; received: number; deleted: number };
  /** When it last held a message or was used. */
  activeAt: number;
  /** Who wants to know of messages that can be received: long polls, and the pollers of functions. */
  readonly watchers: Set<() => void>;
  /** When the next hidden message shows; set while somebody watches. */
  next?: { readonly at: number; readonly timer: Timer };
}

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly traceHeader?: string;
  readonly senderId: string;
  /** Milliseconds since the epoch, as all times here. */
  readonly sentAt: number;
  /** The queue that gave it up, in a dead-letter queue. */
  readonly deadLetterSourceArn?: string;
  /** It can be received from then on. */
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt?: number;
  /** The newest; older ones count no more. */
  receiptHandle?: string;
}

export interface MoveTask {
  readonly handle: string;
  readonly sourceArn: string;
  readonly destinationArn?: string;
  readonly startedAt: number;
  readonly toMove: number;
  readonly moved: number;
}

export function emptyState(endpoint: () => string): SqsState {
  return { endpoint, queues: new Map(), deleted: new Map(), moves: new Map() };
}
