import { describe, expect, test } from "@jest/globals";
import type { Drift } from "../../../../shared/plan/drift.ts";
import { decideRepair } from "../../../../shared/reactions/repair.ts";
import type { Deployment } from "../../../../shared/store/deployment.ts";
import type { ServiceRecord } from "../../../../shared/store/services.ts";

const now = 10 * 3600_000;
const service: ServiceRecord = {
  name: "orders",
  status: "ACTIVE",
  generation: 1,
  release: 1,
  createdAt: 0,
  createdBy: "ann",
  updatedAt: 0,
};
const change = { resource: "loadBalancer", name: "fairway-orders", action: "update", differences: [] } as const;
const drift: Drift = { status: "OUT_OF_SYNC", changes: [change], problems: [] };
const decide = (more: Partial<Parameters<typeof decideRepair>[0]> = {}) =>
  decideRepair({ service, latest: undefined, drift, now, ...more });

describe("the reconcile", () => {
  test("repairs what differs, and says what", () => {
    expect(decide()).toEqual({ action: "repair", reason: "not as deployed: loadBalancer fairway-orders (update)" });
  });

  test.each([
    ["what is in sync", { drift: { status: "SYNCED", changes: [], problems: [] } }, "as it was deployed"],
    ["what was held", { latest: { status: "HELD" } as Deployment }, "onFailure: hold"],
    ["what is being removed", { service: { ...service, status: "REMOVING" } }, "REMOVING"],
    ["what never served", { service: { ...service, release: undefined } as unknown as ServiceRecord }, "no release"],
    [
      "what is not ours",
      { drift: { ...drift, changes: [{ ...change, action: "conflict", message: "It is not ours." }] } },
      "a person must decide: It is not ours.",
    ],
    [
      "what could not be compared",
      { drift: { ...drift, changes: [], problems: [{ field: "network.vpcId", message: "there is no VPC" }] } },
      "there is no VPC",
    ],
  ] as const)("leaves alone %s", (_name, more, reason) => {
    expect(decide(more as never)).toEqual({ action: "nothing", reason: expect.stringContaining(reason) });
  });

  test("stops after three repairs within an hour, and goes on later", () => {
    const repairs = [now - 3_000_000, now - 2_000_000, now - 1_000_000];
    expect(decide({ service: { ...service, repairs } })).toMatchObject({ action: "nothing" });
    expect(decide({ service: { ...service, repairs }, now: now + 3600_000 })).toMatchObject({ action: "repair" });
  });
});
