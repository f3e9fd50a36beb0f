import { describe, expect, test } from "@jest/globals";
import { createTurns, takeTurns } from "../../../../shared/store/turns.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";

const now = Date.UTC(2026, 0, 5);

describe("turns to change a count", () => {
  test.each([
    ["a full bucket serves the urgent and then the others", { urgent: 10, other: 3 }, 30, { urgent: 10, other: 3 }],
    ["others leave half for the urgent", { urgent: 0, other: 40 }, 30, { urgent: 0, other: 15 }],
    ["the urgent may take all of it", { urgent: 40, other: 5 }, 30, { urgent: 30, other: 0 }],
    ["an empty one serves nobody", { urgent: 4, other: 4 }, 0, { urgent: 0, other: 0 }],
    ["parts of a turn are none", { urgent: 2, other: 0 }, 1.9, { urgent: 1, other: 0 }],
  ])("%s", (_what, wanted, left, taken) => {
    expect(takeTurns({ left, at: now }, wanted, now).taken).toEqual(taken);
  });

  test("three come back each second, until there are thirty", () => {
    const { bucket } = takeTurns({ left: 30, at: now }, { urgent: 30, other: 0 }, now);

    expect(takeTurns(bucket, { urgent: 9, other: 0 }, now + 2000).taken.urgent).toBe(6);
    expect(takeTurns(bucket, { urgent: 90, other: 0 }, now + 3_600_000).taken.urgent).toBe(30);
  });

  test("a clock that lags behind takes nothing back", () => {
    expect(takeTurns({ left: 5, at: now }, { urgent: 9, other: 0 }, now - 10_000)).toEqual({
      taken: { urgent: 5, other: 0 },
      bucket: { left: 0, at: now },
    });
  });

  test("invocations at the same moment share one bucket", async () => {
    const turns = createTurns(memoryTable());

    const taken = await Promise.all(Array.from({ length: 4 }, () => turns.take({ urgent: 10, other: 0 }, now)));

    expect(taken.map(({ urgent }) => urgent).toSorted((a, b) => a - b)).toEqual([0, 10, 10, 10]);
  });

  test("over a minute no more are given than the account may do", async () => {
    const turns = createTurns(memoryTable());
    let given = 0;
    for (let second = 0; second < 60; second++) {
      const { urgent, other } = await turns.take({ urgent: 8, other: 8 }, now + second * 1000);
      given += urgent + other;
    }

    expect(given).toBeLessThanOrEqual(30 + 3 * 60);
    expect(given).toBeGreaterThanOrEqual(3 * 60);
  });

  test("who wants nothing writes nothing", async () => {
    const table = memoryTable();

    await createTurns(table).take({ urgent: 0, other: 0 }, now);

    expect((await table.query({ pk: "TURNS" })).items).toEqual([]);
  });
});
