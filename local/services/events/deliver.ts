import { AwsError } from "../../edge/aws-error.ts";
import type { Host } from "../../edge/contract.ts";
import { giveUp } from "./give-up.ts";
import { targetInput } from "./input.ts";
import type { Event, EventDeadLetter, EventsState, Rule, Target } from "./state.ts";
import { DeliveryFailure } from "./targets/failure.ts";
import { findTargetKind } from "./targets/kinds.ts";

export interface Delivery {
  readonly rule: Rule;
  readonly target: Target;
  readonly event: Event;
  /** When the bus got the event, in milliseconds since the epoch. */
  readonly ingested: number;
}

const defaults = { maximumRetryAttempts: 185, maximumEventAgeSeconds: 86_400 } as const;
/** Pauses between attempts double from the first to the longest, each with up to a fifth of jitter. */
const pause = { first: 1_000, longest: 900_000, jitter: 0.2 } as const;

/**
 * Invokes a target. What may pass is tried again by the target's retry policy; a missing permission or target goes
 * to the dead letters at once, as in AWS.
 */
export function deliver(host: Host, state: EventsState, delivery: Delivery, attempts = 0): void {
  const { rule, target } = delivery;
  const payload = targetInput(delivery);
  try {
    findTargetKind(target.Arn as string).deliver({ host, state, rule, target, payload, event: delivery.event });
  } catch (error) {
    const failure = asFailure(error);
    const again = failure.retryable ? nextAttempt(host, delivery, attempts) : { exhausted: undefined };
    if ("delay" in again) host.world.clock.schedule(again.delay, () => deliver(host, state, delivery, attempts + 1));
    else giveUp(host, state, deadLetter(host, delivery, failure, { payload, attempts, exhausted: again.exhausted }));
  }
}

type Next = { readonly delay: number } | { readonly exhausted: EventDeadLetter["exhaustedRetryCondition"] };

function nextAttempt({ world }: Host, { target, ingested }: Delivery, attempts: number): Next {
  const policy = target.RetryPolicy;
  if (attempts >= (policy?.MaximumRetryAttempts ?? defaults.maximumRetryAttempts))
    return { exhausted: "MaximumRetryAttempts" };
  const base = Math.min(pause.longest, pause.first * 2 ** attempts);
  const delay = Math.round(base * world.random.between(1 - pause.jitter, 1 + pause.jitter));
  const oldest = (policy?.MaximumEventAgeInSeconds ?? defaults.maximumEventAgeSeconds) * 1_000;
  if (world.clock.now() + delay - ingested > oldest) return { exhausted: "MaximumEventAgeInSeconds" };
  return { delay };
}

function deadLetter(
  host: Host,
  { rule, target }: Delivery,
  failure: DeliveryFailure,
  given: { payload: unknown; attempts: number; exhausted: EventDeadLetter["exhaustedRetryCondition"] },
): EventDeadLetter {
  return {
    queueArn: target.DeadLetterConfig?.Arn,
    ruleArn: rule.arn,
    targetArn: target.Arn as string,
    errorCode: failure.code,
    errorMessage: failure.message,
    exhaustedRetryCondition: given.exhausted,
    retryAttempts: given.attempts,
    payload: given.payload,
    at: host.world.clock.now(),
  };
}

function asFailure(error: unknown): DeliveryFailure {
  if (error instanceof DeliveryFailure) return error;
  if (!(error instanceof AwsError)) throw error;
  if (error.status === 429 || error.status >= 500) return new DeliveryFailure("THROTTLING", error.message, true);
  return new DeliveryFailure("SDK_CLIENT_ERROR", error.message, false);
}
