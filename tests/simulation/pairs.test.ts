import { expect, test } from "@jest/globals";
import { pairsOf } from "./pairs.ts";
import type { SingleFault } from "./singles.ts";

const singles = Array.from(
  { length: 7 },
  (_, index): SingleFault => ({ scenario: "redeploy", fault: { kind: "killed", nth: index + 1, count: 1 } }),
);
const text = (pairs: Iterable<unknown>): string[] => [...pairs].map((pair) => JSON.stringify(pair));

test("every two faults of a story make one pair, whichever comes first", () => {
  const pairs = [...pairsOf("redeploy", singles)];

  expect(pairs).toHaveLength((7 * 6) / 2);
  expect(new Set(text(pairs)).size).toBe(pairs.length);
  expect(pairs[0]).toEqual({ kind: "story", scenario: "redeploy", faults: [singles[0]?.fault, singles[1]?.fault] });
});

test("the shares of the pairs leave none out, and have none twice", () => {
  const shares = [1, 2, 3, 4].flatMap((part) => text(pairsOf("redeploy", singles, { part, parts: 4 })));

  expect(shares.toSorted()).toEqual(text(pairsOf("redeploy", singles)).toSorted());
});
