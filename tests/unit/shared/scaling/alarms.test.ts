import { describe, expect, test } from "@jest/globals";
import { service } from "./timeline.ts";

/** A service that has settled at this load, and where it says that its alarms should stand. */
function settled(load: number, count: number) {
  const shop = service({}, count);
  shop.during(240, load);
  const { awake, alarms, desired } = shop.look(load);
  expect(awake).toBe(false);
  return { shop, desired, alarm: alarms[0] };
}

describe("alarms", () => {
  test("a point above the upper one leads to more tasks, one well below it to nothing", () => {
    const { shop, desired, alarm } = settled(6, 10);
    const above = ((alarm?.above ?? 0) * desired) / 100;

    expect(shop.look(above * 0.9)).toMatchObject({ desired, awake: false });
    expect(shop.look(above / 0.9 + 0.05).desired).toBeGreaterThan(desired);
  });

  test("a load that stays below the lower one for as long as it says loses a task", () => {
    const { shop, desired, alarm } = settled(6, 10);
    const below = ((alarm?.below ?? 0) * desired) / 100;
    expect(alarm?.belowPoints).toBeGreaterThanOrEqual(6);

    for (let point = 0; point < (alarm?.belowPoints ?? 0); point++) shop.look(below * 0.97);
    expect(shop.look(below * 0.97).awake).toBe(true);
    expect(shop.during(60, below * 0.97)).toBeLessThan(desired);
  });

  test("no percentage has to pass what a saturated task shows", () => {
    const shop = service({ targets: { cpu: 95 } }, 10);
    shop.during(240, 6);

    expect(shop.look(6).alarms[0]?.above).toBeLessThanOrEqual(97);
  });

  test("who is awake and hears needs none", () => {
    const shop = service({}, 10);
    shop.during(30, 6);

    expect(shop.look(12)).toMatchObject({ awake: true, alarms: [] });
  });
});
