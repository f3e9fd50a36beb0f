import { describe, expect, test } from "@jest/globals";
import { daySeconds, demandOf, hourSeconds, sine, spikes, step } from "../../../../bench/autoscaling/generated.ts";
import { measure } from "../../../../bench/autoscaling/measures.ts";
import { plot } from "../../../../bench/autoscaling/plot.ts";
import { reactionAt, stepReactionSeconds } from "../../../../bench/autoscaling/reaction.ts";
import type { Scaler } from "../../../../bench/autoscaling/scaler.ts";
import { fairway } from "../../../../bench/autoscaling/scalers/fairway.ts";
import {
  cloudwatch20,
  cloudwatch60,
  cloudwatch60Read,
  live,
  metricsServer,
} from "../../../../bench/autoscaling/scalers/feeds.ts";
import { oracle, staticPeak } from "../../../../bench/autoscaling/scalers/fixed.ts";
import { hpa } from "../../../../bench/autoscaling/scalers/hpa.ts";
import { kpa } from "../../../../bench/autoscaling/scalers/kpa.ts";
import { targetTracking } from "../../../../bench/autoscaling/scalers/target-tracking.ts";
import { simulate } from "../../../../bench/autoscaling/simulate.ts";
import { parseTrace } from "../../../../bench/autoscaling/trace.ts";
import { compare, worldOf } from "../../../../bench/autoscaling.ts";

const wishes = (wish: (now: number) => number): Scaler => ({
  name: "wishes",
  target: null,
  feed: "none",
  metric: { periodSeconds: 20, lagSeconds: 16 },
  everySeconds: 1,
  start: () => ({ look: ({ now }) => wish(now) }),
});

describe("a trace", () => {
  test("is linear between its points, and its heading may be missing", () => {
    expect([...parseTrace("t", "seconds,requests_per_second\n0,10\n4,30\n").demand]).toEqual([10, 15, 20, 25, 30]);
    expect([...parseTrace("t", "0,1\n2,3").demand]).toEqual([1, 2, 3]);
  });

  test.each([
    ["0,1\n2,x\n", 't, line 2: "2,x" is not'],
    ["0,1\n2,-3\n", "line 2"],
    ["0,1\n", "at least two"],
    ["5,1\n2,3\n", "sort the points"],
  ])("that is none is refused with what is wrong: %j", (text, message) => {
    expect(() => parseTrace("t", text)).toThrow(message);
  });
});

describe("the world", () => {
  const world = { demand: demandOf(100, () => 100), capacityPerTask: 10, initial: 10, bounds: { min: 1, max: 30 } };

  test("a task serves 34 s after it was asked for, and is paid for from then on", () => {
    const { ready, desired } = simulate(
      wishes((now) => (now < 5 ? 10 : 12)),
      world,
    );

    expect([desired[4], desired[5]]).toEqual([10, 12]);
    expect([ready[38], ready[39]]).toEqual([10, 12]);
  });

  test("what is let go stops at once, what is starting first", () => {
    const { ready } = simulate(
      wishes((now) => (now < 5 ? 10 : now < 20 ? 12 : 11)),
      world,
    );

    expect([ready[20], ready[38], ready[39]]).toEqual([10, 10, 11]);
  });

  test("overload is demand above all of what serves, and is measured so", () => {
    const measures = measure(
      simulate(
        wishes((now) => (now < 50 ? 10 : 8)),
        world,
      ),
      world,
    );

    expect(measures).toMatchObject({
      overloadPercent: 50,
      requestsOverPercent: 10,
      underAccuracy: expect.closeTo(10),
      overAccuracy: 0,
      actions: 1,
    });
    expect(measures.taskHours).toBeCloseTo((50 * 10 + 50 * 8) / 3600);
  });

  test("the oracle keeps every second at or under 80 % with the fewest tasks", () => {
    const { ready } = oracle({ ...world, demand: Float64Array.of(0, 8, 80, 81) });

    expect([...ready]).toEqual([1, 1, 10, 11]);
    expect(new Set(staticPeak(world).ready)).toEqual(new Set([13]));
  });
});

describe("the rivals answer a step as they are known to", () => {
  test("target tracking in 300 to 365 s on 60-second metrics, in 60 to 90 s on 20-second ones", () => {
    const minutes = stepReactionSeconds(targetTracking("", cloudwatch60, 60)) as number;
    const quick = stepReactionSeconds(targetTracking("", cloudwatch20, 60)) as number;

    expect(minutes).toBeGreaterThan(300);
    expect(minutes).toBeLessThan(365);
    expect(quick).toBeGreaterThan(60);
    expect(quick).toBeLessThan(90);
  });

  test("HPA on its metrics server in 30 to 60 s, KPA live in less than its stable window", () => {
    expect(stepReactionSeconds(hpa("own", metricsServer, 60))).toBeLessThan(60);
    expect(stepReactionSeconds(kpa("own", live, 70))).toBeLessThan(60);
  });

  test("target tracking comes down only after fifteen points below nine tenths of its target", () => {
    const world = {
      demand: step(2 * hourSeconds, hourSeconds, 600, 500),
      capacityPerTask: 100,
      initial: 10,
      bounds: { min: 1, max: 40 },
    };
    const { desired } = simulate(targetTracking("", cloudwatch60, 60), world);
    const first = desired.findIndex((count) => count < 10);

    expect(first).toBeGreaterThan(hourSeconds + 15 * 60);
    expect(desired.at(-1)).toBe(9);
  });

  test("HPA ignores a tenth, and holds the highest of five minutes", () => {
    const small = {
      demand: step(hourSeconds, 600, 600, 650),
      capacityPerTask: 100,
      initial: 10,
      bounds: { min: 1, max: 40 },
    };
    const down = { ...small, demand: step(hourSeconds, 600, 600, 300) };

    expect(new Set(simulate(hpa("own", metricsServer, 60), small).desired)).toEqual(new Set([10]));
    expect(simulate(hpa("own", metricsServer, 60), down).desired.findIndex((count) => count < 10)).toBeGreaterThan(900);
  });

  test("KPA panics at twice what serves, and does not come down while it does", () => {
    const world = {
      demand: demandOf(600, (now) => (now < 300 ? 100 : now < 310 ? 900 : 100)),
      capacityPerTask: 100,
      initial: 2,
      bounds: { min: 1, max: 40 },
    };
    const { desired } = simulate(kpa("own", live, 50), world);

    expect(desired[308]).toBeGreaterThanOrEqual(12);
    expect(desired[360]).toBe(desired[312]);
    expect(desired.at(-1)).toBe(2);
  });
});

describe("Fairway", () => {
  test("answers a step of 50 to 95 % within 60 s from sleep on 20-second alarms, and within 180 s on standard ones", () => {
    for (let phase = 0; phase < 60; phase += 5) {
      expect(reactionAt(fairway(cloudwatch20), hourSeconds + phase)).toBeLessThanOrEqual(60);
      expect(reactionAt(fairway(cloudwatch60Read), hourSeconds + phase)).toBeLessThanOrEqual(180);
    }
  });

  test("answers it within 40 s while awake, whenever in a point it comes", () => {
    // Two minutes after the start it has not yet fallen asleep.
    const reactions = Array.from({ length: 20 }, (_, phase) => reactionAt(fairway(cloudwatch20), 120 + phase) ?? 1800);

    expect(Math.max(...reactions)).toBeLessThanOrEqual(40);
  });

  test.each([
    ["a day's sine", sine(2 * daySeconds, daySeconds), 1.15],
    ["a weekly rise", demandOf(2 * daySeconds, (second) => 20 + second / 3000), 1.15],
  ])("on %s nobody is overloaded, at most 1.15 times the oracle's tasks", async (_name, demand, most) => {
    const [result] = await compare(worldOf(demand, 100 / 30), [fairway(cloudwatch20)]);

    expect(result).toMatchObject({ overloadPercent: 0 });
    expect(result?.relativeToOracle).toBeLessThanOrEqual(most);
  });

  test.each([
    ["a day's sine", sine(daySeconds, daySeconds)],
    ["an hour's sine", sine(6 * hourSeconds, hourSeconds)],
    ["a step that doubles", step(2 * hourSeconds, hourSeconds, 50, 95)],
    ["spikes of five minutes", spikes(6 * hourSeconds, 1800, 300)],
  ])("on %s no rival at 50 to 80 %% has both less overload and fewer task-hours", async (_name, demand) => {
    const rivals = [50, 60, 70, 80].flatMap((target) => [
      targetTracking("target-tracking-60s", cloudwatch60, target),
      targetTracking("target-tracking-20s", cloudwatch20, target),
      hpa("cloudwatch", cloudwatch20, target),
      kpa("cloudwatch", cloudwatch20, target),
    ]);
    const [own, ...others] = await compare(worldOf(demand, 100 / 30), [fairway(cloudwatch20), ...rivals]);

    const better = others.filter(
      ({ name, overloadPercent, taskHours }) =>
        name !== "oracle" && overloadPercent < (own?.overloadPercent ?? 0) && taskHours < (own?.taskHours ?? 0),
    );
    expect(better).toEqual([]);
  });
});

test("a picture shows demand, supply and decisions, and no title breaks it", () => {
  const world = { demand: sine(hourSeconds, 600), capacityPerTask: 5, initial: 10, bounds: { min: 1, max: 80 } };
  const svg = plot("<a & b>", simulate(fairway(cloudwatch20), world), world);

  expect(svg).toMatch(/^<svg .*<\/svg>\n$/s);
  expect(svg).toContain("&lt;a &amp; b>");
  expect(svg.match(/<path /g)).toHaveLength(2);
  expect(svg).toContain("<circle ");
});
