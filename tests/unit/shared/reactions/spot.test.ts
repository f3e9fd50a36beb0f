import { describe, expect, test } from "@jest/globals";
import type { ActualService } from "../../../../shared/plan/facts.ts";
import { countMove, decideSpot, findLack, type SpotFacts, wishSpot } from "../../../../shared/reactions/spot.ts";
import type { Deployment } from "../../../../shared/store/deployment.ts";
import type { Lock } from "../../../../shared/store/locks.ts";
import type { ServiceRecord } from "../../../../shared/store/services.ts";
import type { SpotWish } from "../../../../shared/store/wishes.ts";
import { specOf } from "../plan/fixtures.ts";

const minute = 60_000;
const now = 100 * 60 * minute;
const spot = [{ capacityProvider: "FARGATE_SPOT", weight: 1 }];
const service: ServiceRecord = {
  name: "orders",
  status: "ACTIVE",
  generation: 1,
  release: 7,
  spec: specOf({ capacityProviderStrategy: spot }),
  createdAt: 0,
  createdBy: "ann",
  updatedAt: 0,
};
const fallback = { since: now - 60 * minute, deploymentId: "d-1" };
const wish: SpotWish = { kind: "spot", service: "orders", revision: 1, why: "no", notBefore: now, moves: 0 };
const unplaced = {
  at: now - minute,
  reason: "was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later.",
};
const lacking = { status: "ACTIVE", desiredCount: 3, runningCount: 1, pendingCount: 0, unplaced } as ActualService;
const decide = (facts: Partial<SpotFacts> = {}, changes: Partial<SpotWish> = {}) =>
  decideSpot(
    { ...wish, ...changes },
    { service, latest: undefined, underWay: undefined, lock: undefined, actual: lacking, now, ...facts },
  );

describe("a service on Spot", () => {
  test("falls back where ECS finds no capacity for tasks that are wanted, and says what was seen", () => {
    expect(decide()).toEqual({
      action: "fall-back",
      reason: expect.stringMatching(/^1 of 3 tasks run, and ECS was unable to place a task\. Reason: Capacity is/),
    });
  });

  test.each<[string, Partial<ActualService>]>([
    ["all of them run", { runningCount: 3 }],
    ["the others start", { pendingCount: 2 }],
    ["ECS said nothing lately", { unplaced: { ...unplaced, at: now - 21 * minute } }],
    ["it lacks something else", { unplaced: { ...unplaced, reason: "ECS was unable to assume the role" } }],
    ["the service is gone from ECS", { status: "INACTIVE" }],
  ])("stays, and is forgotten, where %s", (_why, changes) => {
    expect(findLack({ ...lacking, ...changes }, now)).toBeUndefined();
    expect(decide({ actual: { ...lacking, ...changes } })).toMatchObject({ action: "nothing" });
  });
});

describe("a service that fell back", () => {
  const fallen = { ...service, fallback };

  test("tries to return once it is time, whatever ECS says", () => {
    const reason = "60 minutes after the last move Spot is tried again";
    expect(decide({ service: fallen }, { movedAt: now - 60 * minute })).toEqual({ action: "return", reason });
    expect(decide({ service: fallen, actual: undefined })).toEqual({ action: "return", reason });
  });

  test("waits twice as long each time, up to a day", () => {
    const pauses: number[] = [];
    let next: SpotWish = wish;
    for (let move = 0; move < 7; move++) {
      next = { ...countMove(next, now), revision: 1 };
      pauses.push((next.notBefore - now) / minute);
    }
    expect(pauses).toEqual([60, 120, 240, 480, 960, 1440, 1440]);
    expect(next).toMatchObject({ moves: 7, movedAt: now });
  });
});

describe("either", () => {
  const ended = { id: "d-2", status: "SUCCEEDED" } as Deployment;
  test.each<[string, Partial<SpotFacts>, Partial<SpotWish>, string]>([
    ["before its time", {}, { notBefore: now + 1 }, "not time yet"],
    ["while a deployment is under way", { underWay: { ...ended, status: "RUNNING" } }, {}, "d-2 is RUNNING"],
    ["while a failed version is held", { latest: { ...ended, status: "HELD" } }, {}, "onFailure: hold"],
    [
      "while it is locked",
      { lock: { name: "*", by: "ann", reason: "freeze" } as Lock },
      {},
      "ann has locked *: freeze",
    ],
  ])("is kept for later %s", (_when, facts, changes, reason) => {
    for (const one of [service, { ...service, fallback }])
      expect(decide({ service: one, ...facts }, changes)).toEqual({
        action: "keep",
        reason: expect.stringContaining(reason),
      });
  });

  test.each<[string, ServiceRecord | undefined]>([
    ["it is gone", undefined],
    ["it is being removed", { ...service, status: "REMOVING" }],
    ["nothing of it serves", { ...service, release: undefined } as unknown as ServiceRecord],
    ["its manifest does not ask for Spot any more", { ...service, spec: specOf({}) }],
  ])("is forgotten where %s", (_why, one) => {
    expect(decide({ service: one })).toMatchObject({ action: "nothing" });
    if (one) expect(decide({ service: { ...one, fallback } })).toMatchObject({ action: "nothing" });
  });
});

describe("a sign that there is no capacity", () => {
  test("is looked at two minutes later, since ECS may find some by itself", () => {
    expect(wishSpot(service, "no", undefined, now)).toEqual({
      kind: "spot",
      service: "orders",
      why: "no",
      notBefore: now + 2 * minute,
      moves: 0,
    });
  });

  test("that comes again changes nothing", () => {
    const before = { ...wish, notBefore: now + minute };
    expect(wishSpot(service, "no", before, now)).toBeUndefined();
  });

  test("after a return that came through is no reason to wait for as long as after one that failed", () => {
    const before = { ...wish, moves: 3, movedAt: now - 90 * minute, notBefore: now + 6 * 60 * minute };
    expect(wishSpot(service, "gone again", before, now)).toMatchObject({ notBefore: now + 2 * minute, moves: 3 });
    const lately = { ...before, movedAt: now - 20 * minute };
    expect(wishSpot(service, "gone again", lately, now)).toMatchObject({ notBefore: now + 40 * minute, moves: 3 });
  });

  test.each<[string, ServiceRecord]>([
    ["not on Spot", { ...service, spec: specOf({}) }],
    ["on demand by now", { ...service, fallback }],
    ["being removed", { ...service, status: "REMOVING" }],
  ])("means nothing for a service that is %s", (_what, one) => {
    expect(wishSpot(one, "no", undefined, now)).toBeUndefined();
  });
});
