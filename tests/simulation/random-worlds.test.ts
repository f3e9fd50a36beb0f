import { describe, expect, test } from "@jest/globals";
import { kept } from "./corpus.ts";
import { type Errand, replayOf, runErrand } from "./errands.ts";
import { runTrial, type Trial } from "./trial.ts";
import { type Ran, runOnWorkers } from "./workers.ts";
import { drawTrial, findSites } from "./world.ts";

const violationsOf = async (trial: Trial): Promise<string[]> =>
  (await runTrial(trial)).violations.map(({ invariant, message }) => `${invariant}: ${message}`);

describe("random worlds", () => {
  test("of two hundred seeds, each with two services or more, five commands and five faults, no invariant is broken", async () => {
    const sites = await findSites();
    const broken: string[] = [];
    for (let seed = 1; seed <= 200; seed++) {
      const errand: Errand = { kind: "seed", seed };
      const { violations } = await runErrand(errand, sites);
      broken.push(...violations.map(({ invariant, message }) => `${replayOf(errand)}: ${invariant}: ${message}`));
    }

    expect(broken).toEqual([]);
  }, 600_000);

  test("how many threads there are changes nothing about what comes out", async () => {
    const sites = await findSites();
    const errands = Array.from({ length: 4 }, (_, index): Errand => ({ kind: "seed", seed: index + 1 }));
    const run = async (workers: number): Promise<Ran[]> => {
      const ran: Ran[] = [];
      for await (const one of runOnWorkers(errands, { workers, sites })) ran.push(one);
      return ran;
    };

    expect(await run(2)).toEqual(await run(1));
  }, 120_000);

  test("the same seed gives the same history, byte for byte, and another one another", async () => {
    const sites = await findSites();
    const history = async (seed: number) =>
      (await runTrial({ ...drawTrial(seed, sites), keepHistory: true })).history ?? "";
    const first = await history(11);
    const second = await history(11);
    const other = await history(12);

    expect(first.length).toBeGreaterThan(10_000);
    expect(second === first).toBe(true);
    expect(other === first).toBe(false);
  }, 120_000);

  test("a world has at least two services, five commands and five faults, and the seed alone says which", async () => {
    const sites = await findSites();
    for (let seed = 1; seed <= 200; seed++) {
      const { scenario, faults } = drawTrial(seed, sites);
      expect(scenario.commands.length).toBeGreaterThanOrEqual(5);
      expect(faults.length).toBeGreaterThanOrEqual(5);
      expect(drawTrial(seed, sites)).toEqual(drawTrial(seed, sites));
    }
  }, 120_000);
});

describe("what failed once, and what shows a guard at work, is tried for ever", () => {
  test.each([...kept])(
    "%s",
    async (_why, trial) => {
      expect(await violationsOf(trial)).toEqual([]);
    },
    120_000,
  );
});
