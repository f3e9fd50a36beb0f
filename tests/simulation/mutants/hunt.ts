import type { Errand } from "../errands.ts";
import { describeFault, type Fault, isCallFault } from "../faults/kinds.ts";
import { type ScenarioName, scenarios } from "../scenarios.ts";
import { singleFaults } from "../singles.ts";
import type { Mutant } from "./mutant.ts";

/** How many single faults at the calls that a mutant aims at are tried in one story. */
const mostAimed = 5;

/**
 * Where to look for a mutant, the likeliest first: where it was caught last, what it names itself, each story without a
 * fault and with a few at the calls that the mutant aims at, and then `most` runs more: other single faults, what is made
 * twice, and random worlds.
 */
export async function* hunt(
  { hunt: own = [], aim }: Mutant,
  last: Errand | undefined,
  most: number,
): AsyncIterable<Errand> {
  if (last) yield last;
  yield* own;
  const others: Errand[] = [];
  for (const scenario of Object.keys(scenarios) as ScenarioName[]) {
    yield { kind: "story", scenario, faults: [] };
    const faults = await faultsOf(scenario);
    const aimed =
      aim === undefined ? [] : faults.filter((some) => some.some((fault) => describeFault(fault).includes(aim)));
    for (const one of spread(aimed, mostAimed)) yield { kind: "story", scenario, faults: one };
    others.push(
      ...faults.filter((one) => !aimed.includes(one)).map((one): Errand => ({ kind: "story", scenario, faults: one })),
    );
  }
  const rest = spread(others, most);
  for (let seed = 1; seed <= most; seed++) {
    yield { kind: "seed", seed };
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
