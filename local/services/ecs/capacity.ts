import type { StrategyItem } from "./state.ts";

/**
 * Where the next task goes: first the base is filled, then the weights share the rest. With
 * `FARGATE base 1 weight 1, FARGATE_SPOT weight 3`, five tasks are two on FARGATE and three on FARGATE_SPOT.
 */
export function nextProvider(
  strategy: readonly StrategyItem[],
  running: ReadonlyMap<string, number>,
): string | undefined {
  const items = strategy.map((item) => {
    const count = running.get(item.capacityProvider ?? "") ?? 0;
    const { base = 0, weight = 0 } = item;
    return {
      name: item.capacityProvider,
      count,
      base,
      weight,
      share: weight > 0 ? (count - base + 1) / weight : Infinity,
    };
  });
  const unfilled = items.find(({ count, base }) => count < base);
  if (unfilled) return unfilled.name;
  return [...items].sort((one, other) => one.share - other.share)[0]?.name;
}
