import type { Random } from "../../../world/random.ts";
import type { Catcher, Retrier } from "./definition.ts";
import type { StateFailure } from "./faults.ts";

/** Never retried and never caught, whatever a definition says. */
const terminal = "States.Runtime";

/** Whether `ErrorEquals` names the failure. */
export function namesFailure(errorEquals: readonly string[], failure: StateFailure): boolean {
  const names = [failure.error ?? "", ...failure.aliases];
  if (names.includes(terminal)) return false;
  return errorEquals.some((pattern) => {
    if (names.includes(pattern)) return true;
    if (pattern === "States.ALL") return !names.includes("States.DataLimitExceeded");
    return pattern === "States.TaskFailed" && !names.includes("States.Timeout");
  });
}

export function findCatcher(catchers: readonly Catcher[] | undefined, failure: StateFailure): Catcher | undefined {
  return catchers?.find((catcher) => namesFailure(catcher.ErrorEquals, failure));
}

/** How often each retrier of a state has been used. */
export type Attempts = Map<Retrier, number>;

/**
 * Decides whether to try again: the milliseconds to wait before, or `undefined` when the first retrier that names
 * the failure is used up, or none names it. Counts the attempt.
 */
export function nextAttempt(
  retriers: readonly Retrier[] | undefined,
  failure: StateFailure,
  attempts: Attempts,
  random: Random,
): number | undefined {
  const retrier = retriers?.find(({ ErrorEquals }) => namesFailure(ErrorEquals, failure));
  if (!retrier) return undefined;
  const used = attempts.get(retrier) ?? 0;
  if (used >= (retrier.MaxAttempts ?? 3)) return undefined;
  attempts.set(retrier, used + 1);
  return backoff(retrier, used, random);
}

/** `IntervalSeconds` times `BackoffRate` for each attempt made, at most `MaxDelaySeconds`, with full jitter if asked for. */
export function backoff(retrier: Retrier, used: number, random: Random): number {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Number.POSITIVE_INFINITY, JitterStrategy } = retrier;
  const seconds = Math.min(IntervalSeconds * BackoffRate ** used, MaxDelaySeconds);
  return Math.round(1000 * (JitterStrategy === "FULL" ? random.between(0, seconds) : seconds));
}
