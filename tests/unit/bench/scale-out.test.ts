import { describe, expect, test } from "@jest/globals";
import { fleetOf, idler } from "../../../bench/scale-out/fleet.ts";
import { createMeter } from "../../../bench/scale-out/meter.ts";
import { simulateFleet } from "../../../bench/scale-out/simulate.ts";
import { monthOf } from "../../../bench/scale-out.ts";

describe("calls are held against their bucket", () => {
  test("what it holds may come at once, and then what comes back", () => {
    const meter = createMeter();
    for (let call = 0; call < 55; call++) meter.count("UpdateService", 0);
    for (let call = 0; call < 6; call++) meter.count("UpdateService", 1);

    expect(meter.rates()).toEqual([
      {
        operation: "UpdateService",
        calls: 61,
        mostASecond: 55,
        busiestMinuteASecond: 1,
        quota: { bucket: 50, aSecond: 5, throttled: 6 },
      },
    ]);
  });
});

describe("the scaler in production's shape", () => {
  test("serves a small fleet through half a day, within every quota, and nobody is overloaded for long", async () => {
    const course = await simulateFleet(fleetOf(20), { seconds: 12 * 3600, warmUpSeconds: 3600 });

    expect(course.rates.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(["DescribeServices", "GetMetricData", "UpdateService", "PutMetricAlarm", "SendMessage"]),
    );
    expect(course.rates.flatMap(({ quota }) => quota?.throttled ?? [])).toEqual([0, 0, 0]);
    expect(course.overloadPercent).toBeLessThan(1);
    expect(course.tasks.most).toBeGreaterThan(20);
  });

  test("costs at most a quarter of a dollar a month for a service that idles", async () => {
    const course = await simulateFleet([idler], { seconds: 7 * 86_400, warmUpSeconds: 3600 });

    expect(monthOf(course, 7)).toBeLessThanOrEqual(0.25);
    expect(course.alarms).toBeGreaterThanOrEqual(1);
  });
});
