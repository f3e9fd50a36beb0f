/** When how many tasks began to serve. */
export type Supply = readonly (readonly [at: number, tasks: number])[];

const rememberedMilliseconds = 900_000;

export function withSupply(supply: Supply, now: number, tasks: number): Supply {
  if (supply.at(-1)?.[1] === tasks) return supply;
  const next = [...supply, [now, tasks] as const];
  // The last entry before the remembered time still tells what was then.
  const firstNeeded = next.findLastIndex(([at]) => at <= now - rememberedMilliseconds);
  return firstNeeded > 0 ? next.slice(firstNeeded) : next;
}

/** How many tasks served on average between two moments; before the first entry, as many as it says. */
export function averageSupply(supply: Supply, from: number, to: number): number {
  let [sum, end] = [0, to];
  for (let index = supply.length - 1; index >= 0 && end > from; index--) {
    const [at, tasks] = supply[index] as readonly [number, number];
    const begin = index === 0 ? from : Math.max(from, at);
    if (begin >= end) continue;
    sum += tasks * (end - begin);
    end = begin;
  }
  return to > from ? sum / (to - from) : 0;
}
