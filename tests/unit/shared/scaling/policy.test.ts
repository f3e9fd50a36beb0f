import { describe, expect, test } from "@jest/globals";
import type { Cron } from "../../../../shared/scaling/cron.ts";
import { lastFired, parseCron } from "../../../../shared/scaling/cron.ts";
import { checkPolicy, toPolicy } from "../../../../shared/scaling/policy-checks.ts";
import { scalingSchema } from "../../../../shared/scaling/policy-schema.ts";

const problems = (scaling: unknown) => checkPolicy(toPolicy(scalingSchema.parse(scaling)));

describe("a policy", () => {
  test("that says nothing keeps CPU at 80 % with 1 to 10 tasks", () => {
    expect(toPolicy(scalingSchema.parse({}))).toMatchObject({ min: 1, max: 10, targets: { cpu: 80 }, forecast: true });
    expect(problems({})).toEqual([]);
  });

  test("that names a target has no other", () => {
    expect(toPolicy(scalingSchema.parse({ targets: { requestsPerTask: 50 } })).targets).toEqual({
      requestsPerTask: 50,
    });
  });

  test.each([
    [{ min: 5, max: 3 }, "min", /5 is more than max, which is 3: allowed is 0 to 3/],
    [{ min: 0 }, "min", /0 needs scaleToZero/],
    [{ targets: {} }, "targets", /names no target/],
    [{ schedules: [{ cron: "0 8 * *", min: 2 }] }, "schedules.0.cron", /has 4 fields/],
    [{ schedules: [{ cron: "0 25 * * *", min: 2 }] }, "schedules.0.cron", /"25" is no hour: 0 to 23/],
    [{ schedules: [{ cron: "0 8 31 2 *", min: 2 }] }, "schedules.0.cron", /never fires/],
    [{ schedules: [{ cron: "0 8 * * *", timeZone: "Mars/Base", min: 2 }] }, "schedules.0.timeZone", /no time zone/],
    [{ schedules: [{ cron: "0 8 * * *" }] }, "schedules.0", /changes nothing/],
    [
      { schedules: [{ cron: "0 8 * * *", min: 20 }] },
      "schedules.0.min",
      /20 is more than the max that holds then, which is 10/,
    ],
    [{ offHours: { stop: "nonsense", start: "0 6 * * *" } }, "offHours.stop", /five, minute hour day month weekday/],
    [{ min: 2, budget: { taskHoursPerMonth: 1000 } }, "budget.taskHoursPerMonth", /allowed is 1488 and more/],
  ])("that cannot be satisfied is refused with key, value and what is allowed: %j", (scaling, field, message) => {
    expect(problems(scaling)).toContainEqual({ field, message: expect.stringMatching(message) });
  });

  test.each([{ min: -1 }, { max: 1001 }, { targets: { cpu: 100 } }, { targets: { gpu: 50 } }, { minimum: 1 }])(
    "of the wrong shape is refused: %j",
    (scaling) => expect(scalingSchema.safeParse(scaling).success).toBe(false),
  );
});

describe("a cron line", () => {
  const last = (line: string, timeZone: string, now: string) => {
    const fired = lastFired(parseCron(line) as Cron, timeZone, Date.parse(now));
    return fired === undefined ? undefined : new Date(fired).toISOString();
  };

  test.each([
    ["0 8 * * *", "UTC", "2026-01-05T08:00:00Z", "2026-01-05T08:00:00.000Z"],
    ["0 8 * * *", "UTC", "2026-01-05T07:59:59Z", "2026-01-04T08:00:00.000Z"],
    ["0 8 * * MON-FRI", "UTC", "2026-01-04T12:00:00Z", "2026-01-02T08:00:00.000Z"],
    ["*/15 * * * *", "UTC", "2026-01-05T08:44:00Z", "2026-01-05T08:30:00.000Z"],
    ["0 0 1 * *", "UTC", "2026-01-31T12:00:00Z", "2026-01-01T00:00:00.000Z"],
    ["0 8 * * *", "Europe/Berlin", "2026-01-05T09:00:00Z", "2026-01-05T07:00:00.000Z"],
    ["0 8 * * *", "Europe/Berlin", "2026-07-05T09:00:00Z", "2026-07-05T06:00:00.000Z"],
    ["30 2 * * *", "Europe/Berlin", "2026-03-29T12:00:00Z", "2026-03-29T01:30:00.000Z"],
  ])("%s in %s, at %s, last fired at %s", (line, timeZone, now, expected) => {
    expect(last(line, timeZone, now)).toBe(expected);
  });
});
