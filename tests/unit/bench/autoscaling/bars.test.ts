import { describe, expect, test } from "@jest/globals";
import { barsOf, isSmooth } from "../../../../bench/autoscaling/bars.ts";
import { daySeconds, hourSeconds, sine, spikes, step } from "../../../../bench/autoscaling/generated.ts";
import type { Result } from "../../../../bench/autoscaling.ts";

const result = (name: string, target: number, overloadPercent: number, taskHours: number, actions = 10): Result =>
  ({
    name,
    target,
    feed: "cloudwatch",
    overloadPercent,
    taskHours,
    actions,
    relativeToOracle: taskHours / 100,
  }) as Result;
const fairway = (overloadPercent: number, taskHours: number, actions = 10) =>
  result("fairway", 80, overloadPercent, taskHours, actions);
const bars = (...scalers: Result[]) => barsOf({ trace: "t", scalers }, true);

describe("the bars", () => {
  test.each([
    ["less overload and fewer tasks", result("kpa", 75, 0.1, 90), false],
    ["the same overload and fewer tasks", result("kpa", 75, 0.2, 90), true],
    ["less overload and more tasks", result("kpa", 75, 0.1, 110), true],
  ])("a rival with %s", (_what, rival, holds) => {
    expect(bars(fairway(0.2, 100), rival).undominated.holds).toBe(holds);
  });

  test.each([
    ["HPA keeps a percent: no more overload with fewer tasks", 0.5, fairway(0.5, 99), true],
    ["HPA keeps a percent: as many tasks are too many", 0.5, fairway(0.5, 100), false],
    ["HPA keeps a percent: more overload", 0.5, fairway(0.6, 90), false],
    ["HPA does not: less overload, whatever the tasks", 2, fairway(1.9, 200), true],
    ["HPA does not: as much overload", 2, fairway(2, 90), false],
  ])("%s", (_what, overload, own, holds) => {
    expect(bars(own, result("hpa", 60, overload, 100)).usual.holds).toBe(holds);
  });

  test("actions are compared with the calmest of KPA's points that act often", () => {
    expect(bars(fairway(0, 100, 20), result("kpa", 50, 0, 100, 90), result("kpa", 80, 0, 100, 60)).actions).toEqual({
      holds: true,
      evidence: "20 of 60",
    });
    expect(bars(fairway(0, 100, 20), result("kpa", 50, 0, 100, 29)).actions.holds).toBeUndefined();
  });

  test("others' own feeds are not compared with", () => {
    const own: Result = { ...result("kpa", 70, 0, 50, 300), feed: "own" };

    expect(bars(fairway(1, 100), own)).toMatchObject({ undominated: { holds: true }, actions: { evidence: "" } });
  });
});

test.each([
  ["a day's sine", sine(daySeconds, daySeconds), true],
  ["a step", step(hourSeconds, 600, 50, 95), false],
  ["a step down", step(hourSeconds, 600, 95, 50), false],
  ["spikes", spikes(hourSeconds, 600, 60), false],
])("whether %s is smooth", (_name, demand, smooth) => {
  expect(isSmooth(demand)).toBe(smooth);
});
