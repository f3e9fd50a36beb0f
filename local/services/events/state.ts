import type { Input } from "../../edge/contract.ts";
import type { Timer } from "../../world/clock.ts";
import type { Deliveries } from "./deliveries.ts";
import type { EventPattern } from "./pattern/pattern.ts";
import type { Schedule } from "./schedule/schedule.ts";

/** Everything that EventBridge remembers. */
export interface EventsState {
  readonly buses: Map<string, EventBus>;
  readonly deliveries: Deliveries;
  /** The last events that no attempt could deliver, newest last. */
  readonly deadLetters: EventDeadLetter[];
}

export interface EventBus {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly created: number;
  readonly rules: Map<string, Rule>;
  readonly tags: Map<string, string>;
  readonly statements: Map<string, Readonly<Record<string, unknown>>>;
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly bus: EventBus;
  description?: string;
  roleArn?: string;
  enabled: boolean;
  pattern?: { readonly text: string; readonly parsed: EventPattern };
  schedule?: { readonly text: string; readonly parsed: Schedule };
  readonly targets: Map<string, Target>;
  readonly tags: Map<string, string>;
  /** The next firing of a scheduled rule. */
  timer?: Timer;
}

export type Target = NonNullable<Input<"events", "PutTargets">["Targets"]>[number];

/** An event as its targets get it. */
export interface Event {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** To the second, as AWS writes it: `2026-01-31T12:00:00Z`. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** What a target's dead-letter queue holds: the event, and the message attributes that EventBridge adds. */
export interface EventDeadLetter {
  /** The queue; without one, AWS drops the event and only counts it. */
  readonly queueArn?: string;
  readonly ruleArn: string;
  readonly targetArn: string;
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly exhaustedRetryCondition?: "MaximumRetryAttempts" | "MaximumEventAgeInSeconds";
  readonly retryAttempts: number;
  /** What the target would have got: the event, or what the target's input makes of it. */
  readonly payload: unknown;
  /** Milliseconds since the epoch. */
  readonly at: number;
}
