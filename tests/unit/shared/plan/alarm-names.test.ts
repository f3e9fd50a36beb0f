import { describe, expect, test } from "@jest/globals";
import { alarmName, allAlarmNames, readAlarmName } from "../../../../shared/plan/alarm-names.ts";

describe("the name of an alarm", () => {
  test("tells whose it is, hyphens in the service's name or not", () => {
    for (const service of ["orders", "orders-eu-2"])
      for (const name of allAlarmNames("team-a", service))
        expect(readAlarmName(name, "team-a")).toMatchObject({ installation: "team-a", service });
  });

  test("reads as a person would write it", () => {
    expect(alarmName({ installation: "fairway", service: "orders", metric: "cpu", side: "above" })).toBe(
      "fairway-orders-cpu-above",
    );
  });

  test.each([
    "fairway-orders-cpu",
    "fairway-orders-disk-above",
    "fairway-cpu-above",
    "other-orders-cpu-above",
    "fairway",
  ])("%s is none of ours", (name) => {
    expect(readAlarmName(name, "fairway")).toBeUndefined();
  });
});
