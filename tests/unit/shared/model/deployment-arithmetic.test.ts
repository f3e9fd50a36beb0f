import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { canRoll, estimateDeploymentSeconds, taskBounds } from "../../../../shared/model/deployment-arithmetic.ts";

fc.configureGlobal({ seed: 1 });

const settings = (count: number, minimumHealthyPercent: number, maximumPercent: number) => ({
  count,
  minimumHealthyPercent,
  maximumPercent,
});

describe("a rolling deployment", () => {
  test.each([
    [settings(1, 100, 200), { atLeast: 1, atMost: 2 }, true],
    [settings(1, 50, 100), { atLeast: 1, atMost: 1 }, false],
    [settings(1, 0, 100), { atLeast: 0, atMost: 1 }, true],
    [settings(3, 50, 150), { atLeast: 2, atMost: 4 }, true],
    [settings(3, 100, 133), { atLeast: 3, atMost: 3 }, false],
    [settings(0, 100, 100), { atLeast: 0, atMost: 0 }, true],
  ])("%j", (rolling, bounds, moves) => {
    expect(taskBounds(rolling)).toEqual(bounds);
    expect(canRoll(rolling)).toBe(moves);
  });

  test("of one web task with the defaults takes about fifty seconds", () => {
    const times = { healthCheckIntervalSeconds: 5, deregistrationDelaySeconds: 10, stopTimeoutSeconds: 10 };

    expect(estimateDeploymentSeconds({ ...settings(1, 100, 200), ...times })).toBe(50);
    expect(estimateDeploymentSeconds({ ...settings(4, 50, 100), ...times })).toBe(100);
    expect(estimateDeploymentSeconds({ ...settings(0, 100, 200), ...times })).toBe(0);
  });

  test("takes no longer where more tasks may go at once", () => {
    const percent = fc.integer({ min: 101, max: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), percent, percent, (count, one, other) => {
        const slow = { ...settings(count, 100, Math.min(one, other)), stopTimeoutSeconds: 10 };
        const fast = { ...slow, maximumPercent: Math.max(one, other) };
        fc.pre(canRoll(slow));
        expect(estimateDeploymentSeconds(fast)).toBeLessThanOrEqual(estimateDeploymentSeconds(slow));
      }),
    );
  });
});
