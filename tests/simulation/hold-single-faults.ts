import { expect, test } from "@jest/globals";
import { runErrand } from "./errands.ts";
import { describeFault } from "./faults/kinds.ts";
import { type ScenarioName, testedScenarios } from "./scenarios.ts";
import { type SingleFault, singleFaults } from "./singles.ts";

/**
 * Every call of a story that changes something in AWS, with each of the faults that it can meet, and every event with
 * its own: a test for each story. They are shared out to two files, so that two cores have the same work.
 */
export function holdSingleFaults(share: "first" | "second"): void {
  const half = testedScenarios.length / 2;
  const names = share === "first" ? testedScenarios.slice(0, half) : testedScenarios.slice(half);
  test.each(names)(
    "%s: every invariant holds",
    async (name) => expectAllToHold(name, await singleFaults(name, "aws")),
    600_000,
  );
}

/** Runs the story once with each of them. */
export async function expectAllToHold(scenario: ScenarioName, singles: readonly SingleFault[]): Promise<void> {
  const broken: string[] = [];
  for (const { fault } of singles) {
    const outcome = await runErrand({ kind: "story", scenario, faults: [fault] }, new Map());
    if (!outcome.injected.has(fault.kind)) broken.push(`${describeFault(fault)}: it never happened`);
    broken.push(
      ...outcome.violations.map(({ invariant, message }) => `${describeFault(fault)}: ${invariant}: ${message}`),
    );
  }

  expect(singles.length).toBeGreaterThan(10);
  expect(broken).toEqual([]);
}
