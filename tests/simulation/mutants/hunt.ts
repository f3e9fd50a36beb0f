import { describeFault, type Fault, isCallFault } from "../faults/kinds.ts";
import { isScenarioName, type ScenarioName, scenarios } from "../scenarios.ts";
import { singleFaults } from "../singles.ts";
import type { Trial } from "../trial.ts";
import { drawTrial, findSites } from "../world.ts";
import type { Mutant, Prey } from "./mutant.ts";

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

/** How many single faults at the calls that a mutant aims at are tried in one story. */
const mostAimed = 16;

/**
 * Where to look for a mutant, the likeliest first: where it was caught last, what it names itself, each story without a
 * fault and with a single one at the calls that the mutant aims at, then the other single faults, what is made twice,
 * and random worlds. `most` runs in all, beside the first few.
 */
export async function* hunt(
  { hunt: own = [], aim }: Mutant,
  last: Prey | undefined,
  most: number,
): AsyncIterable<Prey> {
  if (last) yield last;
  yield* own;
  const others: Prey[] = [];
  for (const scenario of Object.keys(scenarios) as ScenarioName[]) {
    yield { scenario, faults: [] };
    const faults = await faultsOf(scenario);
    const aimed =
      aim === undefined ? [] : faults.filter((some) => some.some((fault) => describeFault(fault).includes(aim)));
    for (const one of spread(aimed, mostAimed)) yield { scenario, faults: one };
    others.push(...faults.filter((one) => !aimed.includes(one)).map((one) => ({ scenario, faults: one })));
  }
  const rest = spread(others, most);
  for (let seed = 1; seed <= most; seed++) {
    yield { seed };
    yield* rest.slice(2 * seed - 2, 2 * seed);
    if (3 * seed >= most) return;
  }
}

/** The single faults of a story; and at each call that makes something, that its maker hears nothing and sees nothing. */
async function faultsOf(scenario: ScenarioName): Promise<readonly (readonly Fault[])[]> {
  const singles = [...(await singleFaults(scenario, "aws")), ...(await singleFaults(scenario, "table"))];
  const pairs = singles.flatMap(({ fault }) =>
    isCallFault(fault) && fault.kind === "not-visible-yet"
      ? (["answer-lost", "crash-after"] as const).map((kind) => [fault, { ...fault, kind, seconds: 0 }])
      : [],
  );
  return [...singles.map(({ fault }) => [fault]), ...pairs];
}

/** So many of them at most, from all over the list. */
function spread<One>(all: readonly One[], most: number): readonly One[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, index) => all[Math.floor((index * all.length) / most)] as One);
}
