import { describe, expect, test } from "@jest/globals";
import { type Random, seededRandom, systemRandom } from "../../../local/world/random.ts";

const draws = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.next());

describe("chance from a seed", () => {
  test("is the same for the same seed, and another for another", () => {
    expect(draws(seededRandom(7), 50)).toEqual(draws(seededRandom(7), 50));
    expect(draws(seededRandom(7), 50)).not.toEqual(draws(seededRandom(8), 50));
  });

  test("never changes, so that a seed of yesterday replays today", () => {
    expect(seededRandom(1).characters(16)).toBe("0fca30ded34ffafc");
  });

  test("is spread evenly from 0 to 1, neighbouring seeds included", () => {
    const counts = Array<number>(10).fill(0);
    for (const value of draws(seededRandom(1), 10_000)) {
      expect(value >= 0 && value < 1).toBe(true);
      counts[Math.floor(value * 10)] = (counts[Math.floor(value * 10)] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
    const firsts = Array.from({ length: 1_000 }, (_, seed) => seededRandom(seed).next());
    expect(Math.abs(firsts.reduce((total, one) => total + one, 0) / 1_000 - 0.5)).toBeLessThan(0.05);
  });
});

describe.each([
  ["seeded", seededRandom(3)],
  ["the system's", systemRandom()],
])("%s chance", (_, random) => {
  test("draws between two numbers", () => {
    for (let count = 0; count < 1_000; count++) {
      const value = random.between(5, 6);
      expect(value >= 5 && value < 6).toBe(true);
    }
  });

  test("draws characters out of an alphabet, hexadecimal unless told", () => {
    expect(random.characters(40)).toMatch(/^[0-9a-f]{40}$/);
    expect(random.characters(40, "xyz")).toMatch(/^[xyz]{40}$/);
    expect(random.characters(0)).toBe("");
  });

  test("draws UUIDs of version 4, each another", () => {
    const drawn = Array.from({ length: 100 }, () => random.uuid());
    for (const uuid of drawn)
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(drawn).size).toBe(100);
  });
});
