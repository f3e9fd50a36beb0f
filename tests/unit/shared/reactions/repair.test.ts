import { describe, expect, test } from "@jest/globals";
import type { Drift } from "../../../../shared/plan/drift.ts";
import { decideRepair } from "../../../../shared/reactions/repair.ts";
import type { Deployment, EndStatus, StepRecord } from "../../../../shared/store/deployment.ts";
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
    ["what was held", { service: { ...service, standing: { deploymentId: "d-2", why: "held" } } }, "onFailure: hold"],
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

  describe("where others' changes are only reported", () => {
    const reported = { ...service, spec: specOf({}) };
    const second = 1_000;
    const asked = now - 3600 * second;
    const runs = (taskDefinitionArn: string, seconds = 120): Drift => ({
      ...drift,
      runs: { taskDefinitionArn, since: new Date(asked + seconds * second).toISOString() },
    });
    const registered = { kind: "task-definition", action: "apply", outputs: { "taskDefinition.arn": "arn:td:1" } };
    const called = { kind: "service", action: "apply", status: "SUCCEEDED", startedAt: asked, triedAt: asked };
    const deploymentOf = (status: EndStatus, step: Partial<StepRecord> = {}): Deployment =>
      ({ id: "d-3", status, steps: [registered, { ...called, ...step }] }) as unknown as Deployment;

    test("takes back what a late call of the latest deployment has brought, which was taken back", () => {
      const latest = deploymentOf("CANCELLED");

      expect(decide({ service: reported, latest, drift: runs("arn:td:1") })).toEqual({
        action: "repair",
        reason: expect.stringContaining("a call of deployment d-3, which is over, has come late"),
      });
      expect(decide({ service: reported, latest, drift: runs("arn:td:7") })).toMatchObject({ action: "report" });
      expect(decide({ service: reported, latest })).toMatchObject({ action: "report" });
      const dirty = deploymentOf("FAILED_DIRTY");
      expect(decide({ service: reported, latest: dirty, drift: runs("arn:td:1") })).toMatchObject({ action: "report" });
    });

    test.each([
      [
        "takes back what ECS was asked for twice, by one whose successor serves",
        { triedAt: asked + second },
        120,
        true,
      ],
      ["leaves what began long after it was asked for: that was someone else", { triedAt: asked + second }, 302, false],
      ["leaves what ECS was asked for once, and said so", {}, 120, false],
    ] as const)("%s", (_what, step, seconds, isOurs) => {
      const bringer = deploymentOf("SUCCEEDED", step);
      const latest = { ...bringer, id: "d-4", steps: [] };
      const decision = decide({ service: reported, latest, bringer, drift: runs("arn:td:1", seconds) });

      expect(decision.action).toBe(isOurs ? "repair" : "report");
    });
  });

  test("stops after three repairs within an hour, and goes on later", () => {
    const repairs = [now - 3_000_000, now - 2_000_000, now - 1_000_000];
    expect(decide({ service: { ...service, repairs } })).toMatchObject({ action: "report" });
    expect(decide({ service: { ...service, repairs }, now: now + 3600_000 })).toMatchObject({ action: "repair" });
  });
});
