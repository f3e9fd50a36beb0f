import { describeFault, type Fault } from "../faults/kinds.ts";
import { isScenarioName, type ScenarioName, scenarios } from "../scenarios.ts";
import { singleFaults } from "../singles.ts";
import type { Trial } from "../trial.ts";
import { drawTrial, findSites } from "../world.ts";

/** A run that can be named: a story with its faults, or a random world. */
export type Prey = { readonly scenario: ScenarioName; readonly faults: readonly Fault[] } | { readonly seed: number };

export async function toTrial(prey: Prey): Promise<Trial> {
  if ("seed" in prey) return drawTrial(prey.seed, await findSites());
  const { scenario: name, faults } = prey;
  if (!isScenarioName(name)) throw new Error(`There is no story ${name}.`);
  return { seed: 1, scenario: scenarios[name], faults };
}

/** The arguments with which `npm run simulate` runs it. */
export function replayOf(prey: Prey): string {
  return "seed" in prey
    ? `--seed ${prey.seed}`
    : `--scenario ${prey.scenario} --faults '${JSON.stringify(prey.faults)}'`;
}

/**
 * Where to look for a mutant, the likeliest first: where it was caught last, each story without a fault, single faults at
 * the calls it aims at, the others, and random worlds.
 */
export async function* hunt(last: Prey | undefined, aim: string | undefined, most: number): AsyncIterable<Prey> {
  const names = Object.keys(scenarios) as ScenarioName[];
  if (last) yield last;
  for (const scenario of names) yield { scenario, faults: [] };
  let tried = 0;
  const others: Prey[] = [];
  for (const scenario of names) {
    const singles = [...(await singleFaults(scenario, "aws")), ...(await singleFaults(scenario, "table"))];
    for (const { fault } of singles) {
      const isAimed = aim !== undefined && describeFault(fault).includes(aim);
      if (!isAimed) others.push({ scenario, faults: [fault] });
      else if (tried++ < most) yield { scenario, faults: [fault] };
    }
  }
  // A stride that shares no divisor with their number meets all of them, and soon some of each kind at each place.
  for (let seed = 1, index = 0; tried++ < most; index = (index + stride) % others.length)
    yield tried % 3 === 0 ? { seed: seed++ } : (others[index] as Prey);
}

const stride = 127;
