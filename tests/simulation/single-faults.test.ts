import { describe, expect, test } from "@jest/globals";
import { describeFault } from "./faults/kinds.ts";
import { scenarios, struckScenarios } from "./scenarios.ts";
import { singleFaults } from "./singles.ts";
import { runTrial } from "./trial.ts";

/**
 * Every single one takes minutes: `EVERY_FAULT=1 npm test -- simulation/single-faults` runs them all. A run of all tests
 * takes each third, which is another fault at another call each time, and the same ones always.
 */
const stride = process.env.EVERY_FAULT ? 1 : 3;

describe("every call that changes something in AWS, with each of the twelve faults, and every event with its four", () => {
  test.each(struckScenarios)(
    "%s: every invariant holds",
    async (name) => {
      const planned = await singleFaults(name, "aws");
      const broken: string[] = [];
      for (const single of planned.filter((_, index) => index % stride === 0)) {
        const { violations, injected } = await runTrial({
          seed: 1,
          scenario: scenarios[name],
          faults: [single.fault],
        });
        const where = describeFault(single.fault);
        if (!injected.has(single.fault.kind)) broken.push(`${where}: it never happened`);
        broken.push(...violations.map(({ invariant, message }) => `${where}: ${invariant}: ${message}`));
      }

      expect(planned.length).toBeGreaterThan(10);
      expect(broken).toEqual([]);
    },
    600_000,
  );
});
