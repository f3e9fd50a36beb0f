import { describe, expect, test } from "@jest/globals";
import { type DoorDecision, type DoorSight, decideDoor } from "../../../../shared/scaling/door.ts";

const now = 1_000_000;
const healthy = { isHealthy: true };
const sight = (more: Partial<DoorSight>): DoorSight => ({
  door: "open",
  turnedAt: 0,
  isHealthy: false,
  desired: 1,
  wanted: 1,
  ...more,
});

describe("the door of a service that sleeps", () => {
  test.each<[string, Partial<DoorSight>, Omit<DoorDecision, "reason">]>([
    ["stays open while tasks are wanted", {}, { door: "open", count: 1, isTurning: false }],
    ["lets the count change while it is open", { wanted: 3 }, { door: "open", count: 3, isTurning: false }],
    ["is closed before the last task goes", { wanted: 0 }, { door: "closed", count: 1, isTurning: true }],
    [
      "keeps the tasks until every node of the load balancer knows",
      { wanted: 0, door: "closed", turnedAt: now - 14_000, desired: 2 },
      { door: "closed", count: 2, isTurning: true },
    ],
    [
      "lets them go then",
      { wanted: 0, door: "closed", turnedAt: now - 15_000, desired: 2 },
      { door: "closed", count: 0, isTurning: false },
    ],
    [
      "stays closed while none is wanted",
      { wanted: 0, door: "closed", desired: 0 },
      { door: "closed", count: 0, isTurning: false },
    ],
    [
      "is closed where no task runs, although someone opened it",
      { wanted: 0, desired: 0 },
      { door: "closed", count: 0, isTurning: true },
    ],
    ["is closed while the first task starts", { wanted: 1, desired: 0 }, { door: "closed", count: 1, isTurning: true }],
    [
      "stays closed while no task is healthy",
      { door: "closed", wanted: 2, desired: 0 },
      { door: "closed", count: 2, isTurning: true },
    ],
    [
      "is opened once one is",
      { door: "closed", wanted: 2, desired: 1, ...healthy },
      { door: "open", count: 2, isTurning: false },
    ],
  ])("%s", (_, seen, expected) => {
    expect(decideDoor(sight(seen), now)).toMatchObject(expected);
  });

  test("tells why it is turned, and nothing where it is not", () => {
    expect(decideDoor(sight({ wanted: 0 }), now).reason).toMatch(/before the last task goes/);
    expect(decideDoor(sight({ door: "closed", ...healthy }), now).reason).toMatch(/a task is healthy/);
    expect(decideDoor(sight({}), now)).not.toHaveProperty("reason");
  });
});
