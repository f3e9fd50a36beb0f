import type { Errand } from "./errands.ts";
import type { ScenarioName } from "./scenarios.ts";
import type { SingleFault } from "./singles.ts";

/** Every unordered pair of a story's single faults, or the `part`-th of `parts` nearly equal shares of them. */
export function* pairsOf(
  scenario: ScenarioName,
  singles: readonly SingleFault[],
  { part, parts }: { readonly part: number; readonly parts: number } = { part: 1, parts: 1 },
): Generator<Errand> {
  let index = 0;
  for (const [position, { fault: first }] of singles.entries())
    for (const { fault: second } of singles.slice(position + 1))
      if (index++ % parts === part - 1) yield { kind: "story", scenario, faults: [first, second] };
}
