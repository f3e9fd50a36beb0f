import { beforeEach, describe, expect, test } from "@jest/globals";
import { Conflict, Refused, Transient } from "../../../../shared/errors/errors.ts";
import { mayBeOld } from "../../../../shared/steps/believe.ts";
import type { ResourceStep, StepEffect, StepResult } from "../../../../shared/steps/contract.ts";
import { createResourceStepHandler } from "../../../../shared/steps/resource-step.ts";
import type { Deployment, StepRecord } from "../../../../shared/store/deployment.ts";
import { createStore, type Store } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";
import { emptyFacts, planOf } from "../plan/fixtures.ts";

const second = 1000;
const step = (record: Partial<StepRecord>): StepRecord => ({
  kind: "load-balancer",
  action: "apply",
  status: "SUCCEEDED",
  inFlight: false,
  startedAt: 0,
  triedAt: 0,
  ...record,
});
const deploymentOf = (...steps: StepRecord[]): Deployment => ({ id: "d-1", steps }) as unknown as Deployment;

describe("what an undo did not find", () => {
  const created = step({ did: "created", endedAt: 5 * second });
  const updated = step({ did: "updated", endedAt: 5 * second });
  const error = { name: "NotReady", message: "It exists but is not visible yet." };
  const waiting = step({ status: "RUNNING", triedAt: 20 * second, error });
  const undoing = step({ action: "undo", status: "RUNNING", startedAt: 600 * second });

  test.each<[string, StepRecord[], StepEffect, number, boolean]>([
    ["was created a moment ago, and may be shown later", [created], "absent", 6, true],
    ["was created long ago, and its undo has only begun to look", [created, undoing], "absent", 601, true],
    ["was created, and looks foreign while its tags are not shown", [created, undoing], "kept", 659, true],
    ["was created, and looks foreign after a minute of looking", [created, undoing], "kept", 660, false],
    ["was created, and may be shown in the third minute of looking", [created, undoing], "absent", 779, true],
    ["was created, and is still not there after three minutes of looking", [created, undoing], "absent", 780, false],
    ["was changed a moment ago, and may be shown as before", [updated], "kept", 64, true],
    ["was changed a minute ago, so that it is as before indeed", [updated], "kept", 65, false],
    ["may have been made by a step that died", [step({ status: "RUNNING", triedAt: 20 * second })], "absent", 79, true],
    ["was made, and its step waited for AWS to show it", [waiting, undoing], "absent", 779, true],
    ["was found as planned, so that there is nothing to take back", [step({ did: "kept" })], "absent", 1, false],
    ["was never begun", [], "absent", 1, false],
    ["was removed by an earlier try", [created, { ...undoing, did: "removed" }], "absent", 601, false],
    ["was found and removed", [created], "removed", 6, false],
  ])("%s", (_what, steps, did, atSeconds, expected) => {
    expect(mayBeOld(deploymentOf(...steps), "load-balancer", { did }, atSeconds * second)).toBe(expected);
  });

  test.each([
    ["a conflict at the first look made nothing", "Conflict", 0, false],
    ["a conflict at the second try may follow on something made", "Conflict", 3, true],
    ["a refusal may come half-way", "Refused", 0, true],
  ])("%s", (_what, name, triedAt, expected) => {
    const failed = step({ status: "FAILED", error: { name, message: "" }, triedAt, endedAt: triedAt });
    expect(mayBeOld(deploymentOf(failed), "load-balancer", { did: "absent" }, second)).toBe(expected);
  });

  test("is believed of a service whose deployment ECS has shown as failed", () => {
    const service = step({ kind: "service", did: "updated", endedAt: 0 });
    const failed = { name: "DeploymentFailed", message: "" };
    const awaited = step({ kind: "await-deployment", status: "FAILED", error: failed });

    expect(mayBeOld(deploymentOf(service), "service", { did: "kept" }, second)).toBe(true);
    expect(mayBeOld(deploymentOf(service, awaited), "service", { did: "kept" }, second)).toBe(false);
  });

  test("is believed where AWS changed it after an earlier try was shown the change", () => {
    const service = step({ kind: "service", did: "updated", startedAt: 100, triedAt: 100, endedAt: 100 });
    const looked = { did: "kept", changedAt: 99 } as const;

    expect(mayBeOld(deploymentOf(service), "service", looked, second)).toBe(true);
    expect(mayBeOld(deploymentOf(service), "service", { ...looked, isCurrent: true }, second)).toBe(false);
  });

  test.each<[string, Partial<StepRecord>, number | undefined, boolean]>([
    ["is old where it was last changed before that, however late it is shown", { did: "updated" }, 99, true],
    ["is new where it was changed after that", { did: "updated" }, 101, false],
    ["is believed where AWS does not tell when it was changed", { did: "updated" }, undefined, false],
    ["is believed where the change may have failed", { status: "FAILED" }, 99, false],
  ])("what was changed %s", (_what, applied, changedAt, expected) => {
    const changed = step({ kind: "service", startedAt: 100, triedAt: 100, endedAt: 100, ...applied });

    expect(mayBeOld(deploymentOf(changed), "service", { did: "kept", changedAt }, 600 * second)).toBe(expected);
  });
});

describe("the handler of a resource's step", () => {
  let store: Store;
  let now: number;

  beforeEach(async () => {
    store = createStore(memoryTable());
    now = 0;
    const deployment = { id: "d-1", service: "orders", action: "deploy", status: "RUNNING", phase: "apply" } as const;
    await store.deployments.create({ ...deployment, actor: "ann", door: "http", createdAt: 0, deadline: 900_000 });
    await store.deployments.keepPlan("d-1", planOf({}, emptyFacts, "d-1"));
  });

  const handlerOf = (apply: () => Promise<StepResult>, undo: () => Promise<StepResult>) => {
    const made: ResourceStep = { kind: "load-balancer", apply, undo, remove: undo };
    return createResourceStepHandler({ step: made, store, clock: { now: () => now }, logger: { log: () => {} } });
  };
  const absent = async (): Promise<StepResult> => ({ did: "absent" });
  const undo = { deploymentId: "d-1", action: "undo" };

  test("asks the machine to look again, and ends with what it finds then", async () => {
    const shown: StepResult[] = [{ did: "absent" }, { did: "removed" }];
    const handler = handlerOf(
      async () => ({ did: "created" }),
      async () => shown.shift() as StepResult,
    );
    await handler({ deploymentId: "d-1", action: "apply" });

    await expect(handler(undo)).rejects.toMatchObject({ name: "NotReady" });
    now += second;
    expect(await handler(undo)).toMatchObject({ did: "removed" });
  });

  test.each([
    ["whose outcome is not known", new Transient("no answer")],
    ["that was refused half-way", new Refused("no more")],
  ])("believes that there is nothing a minute after a step %s", async (_what, error) => {
    const handler = handlerOf(async () => Promise.reject(error), absent);
    await handler({ deploymentId: "d-1", action: "apply" }).catch(() => undefined);

    now = 59 * second;
    await expect(handler(undo)).rejects.toMatchObject({ name: "NotReady" });
    now = 60 * second;
    expect(await handler(undo)).toMatchObject({ did: "absent" });
  });

  test("looks again for the rest of what it has seen a part of", async () => {
    const shown: StepResult[] = [{ did: "removed", isPartial: true }, { did: "removed" }];
    const handler = handlerOf(
      async () => Promise.reject(new Refused("no more")),
      async () => shown.shift() as StepResult,
    );
    await handler({ deploymentId: "d-1", action: "apply" }).catch(() => undefined);

    await expect(handler(undo)).rejects.toMatchObject({ name: "NotReady" });
    expect(await handler(undo)).toMatchObject({ did: "removed" });
  });

  test("does not wait where the step stopped before what is not ours", async () => {
    const handler = handlerOf(async () => Promise.reject(new Conflict("not ours")), absent);
    await handler({ deploymentId: "d-1", action: "apply" }).catch(() => undefined);

    expect(await handler(undo)).toMatchObject({ did: "absent" });
  });
});
