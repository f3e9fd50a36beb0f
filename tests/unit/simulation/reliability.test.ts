import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { type Records, withReliability } from "../../simulation/reliability/table.ts";

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const readme = read("README.md");
const records = JSON.parse(read("docs/reliability.json")) as Records;

describe("the README's figures of reliability", () => {
  test("are those of the runs that were kept", () => {
    expect(withReliability(readme, records)).toBe(readme);
  });

  test("change with the runs, and nothing else does", () => {
    const seeds = {
      command: "npm run simulate -- --seeds 3 --from 7",
      commit: "abc1234",
      total: {
        seeds: 3,
        violations: 1,
        commands: 30,
        faults: { denied: 1, throttled: 1200 },
        simulatedHours: 2.6,
        checks: 4000,
        seconds: 1,
      },
    };
    const renewed = withReliability(readme, { seeds });
    expect(renewed).toContain(
      " | 3 | 1 | 30 | 1,201 | 3 | 4,000 | `npm run simulate -- --seeds 3 --from 7`, abc1234 |",
    );
    expect(renewed).toContain("throttled 1,200, denied 1.");
    expect(renewed).not.toContain("Broken on purpose");
    expect(withReliability(renewed, records)).toBe(readme);
  });

  test("have their place", () => {
    expect(() => withReliability("# Fairway", records)).toThrow(/README.md has no/);
  });
});
