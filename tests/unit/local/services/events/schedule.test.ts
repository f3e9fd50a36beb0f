import { describe, expect, test } from "@jest/globals";
import { parseSchedule } from "../../../../../local/services/events/schedule/schedule.ts";

/** The first `count` firings after a moment, as AWS would print them. */
function firings(expression: string, after: string, count = 3): string[] {
  const schedule = parseSchedule(expression);
  const found: string[] = [];
  for (let at = schedule.next(Date.parse(after)); at !== undefined && found.length < count; at = schedule.next(at))
    found.push(new Date(at).toISOString().slice(0, 16));
  return found;
}

describe("A schedule", () => {
  test.each([
    ["rate(1 minute)", ["2026-01-01T00:01", "2026-01-01T00:02", "2026-01-01T00:03"]],
    ["rate(5 hours)", ["2026-01-01T05:00", "2026-01-01T10:00", "2026-01-01T15:00"]],
    ["rate(1 day)", ["2026-01-02T00:00", "2026-01-03T00:00", "2026-01-04T00:00"]],
    ["cron(0 10 * * ? *)", ["2026-01-01T10:00", "2026-01-02T10:00", "2026-01-03T10:00"]],
    ["cron(0/15 * * * ? *)", ["2026-01-01T00:15", "2026-01-01T00:30", "2026-01-01T00:45"]],
    ["cron(0 18 ? * MON-FRI *)", ["2026-01-01T18:00", "2026-01-02T18:00", "2026-01-05T18:00"]],
    ["cron(0 8 1 * ? *)", ["2026-01-01T08:00", "2026-02-01T08:00", "2026-03-01T08:00"]],
    ["cron(0 0 L * ? *)", ["2026-01-31T00:00", "2026-02-28T00:00", "2026-03-31T00:00"]],
    ["cron(0 0 31W * ? *)", ["2026-01-30T00:00", "2026-03-31T00:00", "2026-05-29T00:00"]],
    ["cron(0 0 1W * ? *)", ["2026-02-02T00:00", "2026-03-02T00:00", "2026-04-01T00:00"]],
    ["cron(0 0 LW * ? *)", ["2026-01-30T00:00", "2026-02-27T00:00", "2026-03-31T00:00"]],
    ["cron(0 9 ? * 3#2 *)", ["2026-01-13T09:00", "2026-02-10T09:00", "2026-03-10T09:00"]],
    ["cron(0 9 ? * FRIL *)", ["2026-01-30T09:00", "2026-02-27T09:00", "2026-03-27T09:00"]],
    ["cron(0 9 ? * L *)", ["2026-01-03T09:00", "2026-01-10T09:00", "2026-01-17T09:00"]],
    ["cron(5,10 0 1 JAN,MAR ? 2026-2027)", ["2026-01-01T00:05", "2026-01-01T00:10", "2026-03-01T00:05"]],
    ["cron(0 0 29 2 ? *)", ["2028-02-29T00:00", "2032-02-29T00:00", "2036-02-29T00:00"]],
    ["cron(0 0 1 1 ? 2025)", []],
  ])("%s fires at %j", (expression, expected) => {
    expect(firings(expression, "2026-01-01T00:00:00Z")).toEqual(expected);
  });

  test.each([
    "rate(0 minutes)",
    "rate(1 minutes)",
    "rate(5 minute)",
    "rate(5 seconds)",
    "rate(five minutes)",
    "cron(0 12 * * *)",
    "cron(0 12 * * * *)",
    "cron(0 12 ? * ? *)",
    "cron(60 12 * * ? *)",
    "cron(0 24 * * ? *)",
    "cron(0 12 32 * ? *)",
    "cron(0 12 * 13 ? *)",
    "cron(0 12 ? * 8 *)",
    "cron(0 12 ? * MON#6 *)",
    "cron(0 12 ? * FOO *)",
    "cron(5-1 12 * * ? *)",
    "every day",
    "",
  ])("%s is refused", (expression) => {
    expect(() => parseSchedule(expression)).toThrow(
      expect.objectContaining({ code: "ValidationException", message: "Parameter ScheduleExpression is not valid." }),
    );
  });
});
