import { describe, expect, test } from "@jest/globals";
import { describeFault } from "./faults/kinds.ts";
import { type ScenarioName, scenarios } from "./scenarios.ts";
import { type SingleFault, singleFaults } from "./singles.ts";
import { runTrial } from "./trial.ts";

/**
 * What is known not to hold yet, by the beginning of a fault's description, and why. Empty would mean: every single one.
 *
 * | story | fault | what does not hold, and why |
 * |-------|-------|-----------------------------|
 * | first-deploy-undone | stale reads after UpdateService or DeleteService | FAILED_CLEAN leaves its revision: ECS's list of revisions is old for 30 s, and undo takes "not there" for done |
 * | first-deploy-undone, remove | DeleteService is never allowed, or the function dies before it | FAILED_DIRTY with a service at count 0; the next deployment succeeds at count 0, and the count comes back only after it |
 */
const excluded: readonly { readonly scenario: ScenarioName; readonly fault: string }[] = [
  { scenario: "first-deploy-undone", fault: "stale-read at step-service ecs:UpdateService" },
  { scenario: "first-deploy-undone", fault: "stale-read at step-service ecs:DeleteService" },
  { scenario: "first-deploy-undone", fault: "crash-after at step-service ecs:UpdateService" },
  { scenario: "first-deploy-undone", fault: "crash-before at step-service ecs:DeleteService" },
  { scenario: "first-deploy-undone", fault: "denied at step-service ecs:DeleteService" },
  { scenario: "first-deploy-undone", fault: "over-limit at step-service ecs:DeleteService" },
  { scenario: "remove", fault: "crash-after at step-service ecs:UpdateService" },
  { scenario: "remove", fault: "crash-before at step-service ecs:DeleteService" },
  { scenario: "remove", fault: "denied at step-service ecs:DeleteService" },
  { scenario: "remove", fault: "over-limit at step-service ecs:DeleteService" },
];

function isExcluded({ scenario, fault }: SingleFault): boolean {
  return excluded.some((one) => one.scenario === scenario && describeFault(fault).startsWith(one.fault));
}

/**
 * Every single one takes minutes: `EVERY_FAULT=1 npm test -- simulation/single-faults` runs them all. A run of all tests
 * takes each third, which is another fault at another call each time, and the same ones always.
 */
const stride = process.env.EVERY_FAULT ? 1 : 3;

describe("every call that changes something in AWS, with each of the twelve faults, and every event with its four", () => {
  test.each(Object.keys(scenarios) as ScenarioName[])(
    "%s: every invariant holds",
    async (name) => {
      const planned = await singleFaults(name, "aws");
      const broken: string[] = [];
      for (const single of planned.filter((one, index) => index % stride === 0 && !isExcluded(one))) {
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
