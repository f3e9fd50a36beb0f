import { describe, expect, test } from "@jest/globals";
import {
  nextLookSeconds,
  type Outcome,
  putOff,
  turnsWanted,
} from "../../../../functions/events/desired-count/scale.ts";
import { toPolicy } from "../../../../shared/scaling/policy-checks.ts";

const outcome = (name: string, from: number, to: number) =>
  ({ seen: { service: { name } }, observations: { desired: from }, decision: { desired: to } }) as unknown as Outcome;

describe("where more is to be changed than the account may change now", () => {
  const doubled = outcome("doubled", 2, 4);
  const grown = outcome("grown", 10, 11);
  const shrunk = outcome("shrunk", 10, 9);
  const halved = outcome("halved", 10, 5);
  const all = [shrunk, grown, halved, outcome("calm", 3, 3), doubled];

  test("those that need tasks are urgent, and who stays asks for nothing", () => {
    expect(turnsWanted(all)).toEqual({ urgent: 2, other: 2 });
  });

  test.each([
    [{ urgent: 2, other: 2 }, []],
    [{ urgent: 1, other: 0 }, ["grown", "shrunk", "halved"]],
    [{ urgent: 2, other: 1 }, ["halved"]],
    [{ urgent: 0, other: 0 }, ["doubled", "grown", "shrunk", "halved"]],
  ])("with turns for %j these wait, the least needy: %j", (turns, waiting) => {
    expect([...putOff(all, turns)].map(({ seen }) => seen.service.name)).toEqual(waiting);
  });
});

describe("the next look", () => {
  const now = Date.UTC(2026, 0, 5, 2, 59, 30);
  const calm = toPolicy({ min: 1, max: 5 });
  const timed = toPolicy({ schedules: [{ cron: "0 3 * * *", min: 3 }] });

  test.each([
    ["awake, when the next point is due", calm, "awake", { awakeSeconds: 47 }, 47],
    ["awake, when a line of cron fires before", timed, "awake", { awakeSeconds: 47 }, 30],
    ["asleep, when a line of cron fires", timed, "asleep", {}, 30],
    ["asleep, never where alarms suffice", calm, "asleep", {}, undefined],
    ["asleep, when it will have been idle for long enough", calm, "asleep", { idleAt: now + 90_000 }, 90],
    ["silent, after a while, since what tells nothing has no alarm", calm, "silent", {}, 900],
  ] as const)("%s", (_what, policy, rest, when, seconds) => {
    expect(nextLookSeconds(policy, rest, now, when)).toBe(seconds);
  });
});
