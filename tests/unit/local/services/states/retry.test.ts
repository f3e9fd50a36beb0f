import { describe, expect, test } from "@jest/globals";
import type { Retrier } from "../../../../../local/services/states/language/definition.ts";
import { StateFailure } from "../../../../../local/services/states/language/faults.ts";
import { backoff, namesFailure, nextAttempt } from "../../../../../local/services/states/language/retry.ts";
import { seededRandom } from "../../../../../local/world/random.ts";

const random = seededRandom(3);

describe("ErrorEquals", () => {
  const heartbeat = new StateFailure("States.Timeout", undefined, ["States.HeartbeatTimeout"]);
  test.each([
    [["Throttled"], new StateFailure("Throttled"), true],
    [["Throttle"], new StateFailure("Throttled"), false],
    [["States.ALL"], new StateFailure("Throttled"), true],
    [["States.ALL"], new StateFailure("States.Timeout"), true],
    [["States.ALL"], new StateFailure("States.Runtime"), false],
    [["States.Runtime"], new StateFailure("States.Runtime"), false],
    [["States.ALL"], new StateFailure("States.DataLimitExceeded"), false],
    [["States.DataLimitExceeded"], new StateFailure("States.DataLimitExceeded"), true],
    [["States.TaskFailed"], new StateFailure("Throttled"), true],
    [["States.TaskFailed"], new StateFailure("States.Timeout"), false],
    [["States.HeartbeatTimeout"], heartbeat, true],
    [["States.Timeout"], heartbeat, true],
    [["States.ALL"], new StateFailure(undefined), true],
  ] as [string[], StateFailure, boolean][])("%j and %s: %s", (names, failure, named) => {
    expect(namesFailure(names, failure)).toBe(named);
  });
});

describe("a retrier waits", () => {
  const retrier = (more: Partial<Retrier>): Retrier => ({ ErrorEquals: ["States.ALL"], ...more });

  test("twice as long each time, from one second, unless told", () => {
    expect([0, 1, 2].map((used) => backoff(retrier({}), used, random))).toEqual([1000, 2000, 4000]);
  });

  test("as told, and never longer than MaxDelaySeconds", () => {
    const told = retrier({ IntervalSeconds: 3, BackoffRate: 1.5, MaxDelaySeconds: 5 });
    expect([0, 1, 2].map((used) => backoff(told, used, random))).toEqual([3000, 4500, 5000]);
  });

  test("anything up to that with full jitter", () => {
    const jittered = retrier({ IntervalSeconds: 10, JitterStrategy: "FULL" });
    const delays = Array.from({ length: 50 }, () => backoff(jittered, 0, random));
    expect(Math.min(...delays)).toBeLessThan(2000);
    expect(Math.max(...delays)).toBeGreaterThan(8000);
    expect(Math.max(...delays)).toBeLessThanOrEqual(10_000);
  });

  test("as often as MaxAttempts says, each retrier counting for itself", () => {
    const retriers = [retrier({ ErrorEquals: ["A"], MaxAttempts: 1 }), retrier({ MaxAttempts: 2, BackoffRate: 1 })];
    const attempts = new Map();
    const next = (error: string) => nextAttempt(retriers, new StateFailure(error), attempts, random);
    expect([next("A"), next("B"), next("A"), next("B"), next("B")]).toEqual([1000, 1000, undefined, 1000, undefined]);
  });

  test("never with MaxAttempts 0", () => {
    expect(nextAttempt([retrier({ MaxAttempts: 0 })], new StateFailure("A"), new Map(), random)).toBeUndefined();
  });
});
