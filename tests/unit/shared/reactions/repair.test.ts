import { describe, expect, test } from "@jest/globals";
import type { Drift } from "../../../../shared/plan/drift.ts";
import { decideRepair } from "../../../../shared/reactions/repair.ts";
import type { Deployment } from "../../../../shared/store/deployment.ts";
import type { Lock } from "../../../../shared/store/locks.ts";
import type { ServiceRecord } from "../../../../shared/store/services.ts";
import { specOf } from "../plan/fixtures.ts";

const now = 10 * 3600_000;
const service: ServiceRecord = {
  name: "orders",
  status: "ACTIVE",
  generation: 1,
  release: 1,
  spec: specOf({ onDrift: "repair" }),
  createdAt: 0,
  createdBy: "ann",
  updatedAt: 0,
};
const change = { resource: "loadBalancer", name: "fairway-orders", action: "update", differences: [] } as const;
const count = { field: "desiredCount", desired: 1, actual: 4 };
const drift: Drift = { status: "OUT_OF_SYNC", changes: [change], problems: [] };
const decide = (more: Partial<Parameters<typeof decideRepair>[0]> = {}) =>
  decideRepair({ service, latest: undefined, drift, now, ...more });

describe("the reconcile", () => {
  test("repairs what differs where the manifest says so, and tells what", () => {
    expect(decide()).toEqual({ action: "repair", reason: "not as deployed: loadBalancer fairway-orders (update)" });
  });

  test.each([
    ["what is in sync", { drift: { status: "SYNCED", changes: [], problems: [] } }, "as it was deployed"],
    ["what was held", { latest: { status: "HELD" } as Deployment }, "onFailure: hold"],
    ["what is being removed", { service: { ...service, status: "REMOVING" } }, "REMOVING"],
    ["what never served", { service: { ...service, release: undefined } as unknown as ServiceRecord }, "no release"],
    ["a count", { drift: { ...drift, changes: [{ ...change, resource: "service", differences: [count] }] } }, "count"],
  ] as const)("leaves alone %s", (_name, more, reason) => {
    expect(decide(more as never)).toEqual({ action: "nothing", reason: expect.stringContaining(reason) });
  });

  test.each([
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
    ["what its manifest leaves", { service: { ...service, spec: specOf({}) } }, "onDrift: report"],
    [
      "a locked service",
      { lock: { name: "orders", by: "Ann", reason: "looking" } as Lock },
      "Ann has locked it: looking",
    ],
    ["all, locked", { lock: { name: "*", by: "Ann", reason: "freeze" } as Lock }, "locked all services: freeze"],
  ] as const)("reports %s, and does nothing", (_name, more, reason) => {
    expect(decide(more as never)).toEqual({ action: "report", reason: expect.stringContaining(reason) });
  });

  test("takes back what a late call of ours has brought, also where others' changes are only reported", () => {
    const step = { kind: "task-definition", action: "apply", outputs: { "taskDefinition.arn": "arn:td:1" } };
    const latest = { id: "d-3", status: "CANCELLED", steps: [step] } as unknown as Deployment;
    const runs = (actual: string): Drift => ({
      ...drift,
      changes: [
        { ...change, resource: "service", differences: [{ field: "taskDefinition", desired: "arn:td:2", actual }] },
      ],
    });
    const reported = { ...service, spec: specOf({}) };

    expect(decide({ service: reported, latest, drift: runs("arn:td:1") })).toEqual({
      action: "repair",
      reason: expect.stringContaining("a call of deployment d-3, which was taken back, has come late"),
    });
    expect(decide({ service: reported, latest, drift: runs("arn:td:7") })).toMatchObject({ action: "report" });
    expect(decide({ service: reported, latest })).toMatchObject({ action: "report" });
    const dirty = { ...latest, status: "FAILED_DIRTY" } as const;
    expect(decide({ service: reported, latest: dirty, drift: runs("arn:td:1") })).toMatchObject({ action: "report" });
  });

  test("stops after three repairs within an hour, and goes on later", () => {
    const repairs = [now - 3_000_000, now - 2_000_000, now - 1_000_000];
    expect(decide({ service: { ...service, repairs } })).toMatchObject({ action: "report" });
    expect(decide({ service: { ...service, repairs }, now: now + 3600_000 })).toMatchObject({ action: "repair" });
  });
});
