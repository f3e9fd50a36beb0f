import { beforeAll, describe, expect, test } from "@jest/globals";
import { type BurstResult, measureBurst } from "../../bench/events/measure.ts";

/**
 * The most calls of AWS that one event may cost each event function, the table's calls included. Two look at every
 * service, of which there are four here; where many want to write the same at once, they try again a few times.
 */
const mostCalls: Readonly<Record<string, number>> = {
  "event-announcement": 7,
  "event-command": 20,
  "event-dead-letter": 1,
  "event-deployment-state": 10,
  "event-desired-count": 6,
  "event-execution-status": 6,
  "event-image-pushed": 40,
  "event-secret-changed": 16,
  "event-service-action": 8,
  "event-spot-warning": 8,
  "event-task-state": 18,
};

let burst: BurstResult;

beforeAll(async () => {
  burst = await measureBurst({ events: 10_000, tasks: 1_000 });
}, 120_000);

describe("ten thousand events of a thousand tasks, doubled and shuffled", () => {
  test("keep each stopped task as an incident once", () => {
    expect(burst.duplicates).toBeGreaterThan(5_000);
    expect(burst.incidents).toHaveLength(1_000);
    expect(new Set(burst.incidents).size).toBe(1_000);
  });

  test("are two messages for each service", () => {
    for (const [service, titles] of Object.entries(burst.messages)) {
      expect([service, titles]).toEqual([service, [expect.any(String), expect.stringMatching(/ more$/)]]);
    }
    expect(Object.keys(burst.messages)).toHaveLength(4);
  });

  test("reach every event function", () => {
    expect(burst.functions.map(({ name }) => name).sort()).toEqual(Object.keys(mostCalls).sort());
    for (const { name, events } of burst.functions) expect([name, events > 0]).toEqual([name, true]);
  });

  test.each(Object.entries(mostCalls))("%s makes at most %i calls for one", (name, most) => {
    expect(burst.functions.find((one) => one.name === name)?.mostCalls).toBeLessThanOrEqual(most);
  });
});
