import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decide } from "../../../../shared/scaling/decide.ts";
import { monday, service } from "./timeline.ts";

/** A load's course: some stretches, each of a length in looks and a height; a height of null shows nothing. */
const course = fc.array(
  fc.record({
    looks: fc.integer({ min: 1, max: 60 }),
    load: fc.option(fc.double({ min: 0, max: 60, noNaN: true }), { freq: 5 }),
  }),
  { minLength: 1, maxLength: 12 },
);
const bounds = fc.record({ min: fc.integer({ min: 1, max: 10 }), more: fc.integer({ min: 0, max: 50 }) });

function play(shop: ReturnType<typeof service>, stretches: readonly { looks: number; load: number | null }[]) {
  for (const { looks, load } of stretches) for (let look = 0; look < looks; look++) shop.look(load ?? undefined);
}

test("the count never leaves min and max", () => {
  fc.assert(
    fc.property(bounds, course, fc.integer({ min: 0, max: 80 }), ({ min, more }, stretches, count) => {
      const shop = service({ min, max: min + more }, count);
      play(shop, stretches);
      for (const { desired } of shop.decisions) {
        expect(desired).toBeGreaterThanOrEqual(min);
        expect(desired).toBeLessThanOrEqual(min + more);
      }
    }),
    { numRuns: 40, seed: 1 },
  );
});

test("the count never falls on missing data", () => {
  fc.assert(
    fc.property(
      course,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 6, max: 90 }),
      (stretches, count, silent) => {
        const shop = service({}, count);
        play(shop, stretches);
        // A point may be this late before it is missing.
        for (let look = 0; look < 5; look++) shop.look(undefined);
        const before = shop.desired;
        for (let look = 0; look < silent; look++) expect(shop.look(undefined).desired).toBeGreaterThanOrEqual(before);
      },
    ),
    { numRuns: 40, seed: 2 },
  );
});

test("more load never asks for fewer tasks", () => {
  const cpu = fc.double({ min: 0, max: 100, noNaN: true });
  fc.assert(
    fc.property(course, fc.integer({ min: 1, max: 50 }), cpu, cpu, (stretches, count, one, other) => {
      const shop = service({}, count);
      play(shop, stretches);
      const answer = (value: number) => {
        const points = [{ metric: "cpu" as const, endsAt: shop.now + 19_000, periodSeconds: 20, value }];
        return decide(
          shop.policy,
          { ready: shop.desired, desired: shop.desired, points },
          shop.state,
          shop.now + 20_000,
        ).desired;
      };
      expect(answer(Math.max(one, other))).toBeGreaterThanOrEqual(answer(Math.min(one, other)));
    }),
    { numRuns: 100, seed: 3 },
  );
});

test("under a constant load the count settles, and then stays", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 60, noNaN: true }), fc.integer({ min: 1, max: 100 }), (load, count) => {
      const shop = service({}, count);
      const settled = shop.during(6 * 60, load);
      shop.during(6 * 60, load);
      const later = shop.decisions.filter(({ at }) => at > monday + 6 * 3_600_000);
      expect(new Set(later.map(({ desired }) => desired))).toEqual(new Set([settled]));
    }),
    { numRuns: 15, seed: 4 },
  );
});

test("the same inputs give the same answer, and are left as they were", () => {
  fc.assert(
    fc.property(course, fc.integer({ min: 1, max: 50 }), (stretches, count) => {
      const shop = service({}, count);
      play(shop, stretches);
      const observations = {
        ready: shop.desired,
        desired: shop.desired,
        points: [{ metric: "cpu" as const, endsAt: shop.now + 19_000, periodSeconds: 20, value: 70 }],
      };
      const state = JSON.parse(JSON.stringify(shop.state));

      const [first, second] = [0, 1].map(() => decide(shop.policy, observations, shop.state, shop.now + 20_000));

      expect(second).toEqual(first);
      expect(shop.state).toEqual(state);
    }),
    { numRuns: 40, seed: 5 },
  );
});
