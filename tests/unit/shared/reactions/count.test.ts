import { describe, expect, test } from "@jest/globals";
import type { ActualService } from "../../../../shared/plan/facts.ts";
import { decideCount, nextCount, wantedCount } from "../../../../shared/reactions/count.ts";
import type { ServiceRecord } from "../../../../shared/store/services.ts";

const record: ServiceRecord = {
  name: "orders",
  status: "ACTIVE",
  generation: 1,
  count: { manifest: 2 },
  createdAt: 0,
  createdBy: "ann",
  updatedAt: 0,
};
const actual = { status: "ACTIVE", desiredCount: 2, owned: true } as ActualService;

describe("the desired count", () => {
  test.each([
    ["is set to the manifest's", record, { ...actual, desiredCount: 1 }, 2],
    ["is set to what a person fixed", { ...record, count: { manifest: 2, pinned: 5 } }, actual, 5],
    ["may be nothing at all", { ...record, count: { manifest: 2, pinned: 0 } }, actual, 0],
    ["is left alone where it is right", record, actual, undefined],
    ["is left alone for a service that is not known", undefined, actual, undefined],
    ["is left alone before the first release", { ...record, count: undefined }, actual, undefined],
    [
      "is left alone while the service is removed",
      { ...record, status: "REMOVING" as const },
      { ...actual, desiredCount: 1 },
      undefined,
    ],
    ["is left alone where ECS has no such service", record, undefined, undefined],
    ["is left alone while ECS drains it", record, { ...actual, status: "DRAINING", desiredCount: 1 }, undefined],
    ["is left alone where the service is not ours", record, { ...actual, owned: false, desiredCount: 1 }, undefined],
  ])("%s", (_name, service, found, count) => {
    const decision = decideCount(service, found);
    expect(decision.action === "set" ? decision.count : undefined).toBe(count);
    expect(decision.reason).not.toBe("");
  });

  test("that a person fixed holds over deployments, until the manifest says another", () => {
    expect(nextCount({ manifest: 2, pinned: 5 }, 2)).toEqual({ manifest: 2, pinned: 5 });
    expect(nextCount({ manifest: 2, pinned: 5 }, 3)).toEqual({ manifest: 3 });
    expect(nextCount(undefined, 1)).toEqual({ manifest: 1 });
    expect(wantedCount({ manifest: 2, pinned: 0 })).toBe(0);
  });
});
