import { beforeEach, describe, expect, test } from "@jest/globals";
import { type DeployCommand, deploy } from "../../../../shared/commands/deploy.ts";
import { remove } from "../../../../shared/commands/remove.ts";
import { newId } from "../../../../shared/commands/tools.ts";
import { deploymentTimeoutSeconds } from "../../../../shared/steps/limits.ts";
import { createStore } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";
import { specOf } from "../plan/fixtures.ts";
import { writtenTwice } from "../store/written-twice.ts";
import { callerOf, startOfTime, throttled, type Workbench, workbench } from "./workbench.ts";

let bench: Workbench;
const deployer = callerOf("deployer");
const first = specOf({});
const second = specOf({ image: "nginx:1.28" });

beforeEach(() => {
  bench = workbench();
});

const put = (spec = first, more: Partial<DeployCommand> = {}) =>
  deploy(bench, deployer, { spec, mode: "put", ...more });
const create = (spec = first) => put(spec, { mode: "create" });
const serviceNow = () => bench.store.services.find("orders");

describe("a deployment that is accepted", () => {
  test("is kept with its manifest, makes the service, and starts its machine by its own id", async () => {
    const { deploymentId: id } = await put(first, { reason: "release 1" });

    expect(await bench.store.deployments.find(id)).toMatchObject({
      service: "orders",
      action: "deploy",
      status: "ACCEPTED",
      actor: "deployer-token",
      door: "http",
      reason: "release 1",
      createdAt: startOfTime,
      deadline: startOfTime + deploymentTimeoutSeconds * 1000,
      executionArn: `arn:aws:states:us-east-1:123456789012:execution:fairway-deploy:${id}`,
    });
    expect(await bench.store.deployments.spec(id)).toEqual(first);
    expect(await serviceNow()).toMatchObject({ status: "CREATING", generation: 1, deploymentId: id });
    expect(bench.started).toEqual([`deploy ${id}`]);
  });

  test("leaves a line in the audit", async () => {
    const { deploymentId } = await put(first, { reason: "release 1" });

    expect(await bench.audit()).toEqual([
      expect.objectContaining({
        command: "deploy",
        service: "orders",
        deploymentId,
        outcome: "accepted",
        reason: "release 1",
        actor: "deployer-token",
        source: "192.0.2.1",
      }),
    ]);
  });

  test("is accepted even where the audit cannot be written: then the line is in the log", async () => {
    bench.fail.put = (pk) => (pk.startsWith("AUDIT") ? throttled : undefined);
    const { deploymentId } = await put();

    expect(bench.lines).toEqual([
      expect.objectContaining({ message: "audit line not kept", deploymentId, outcome: "accepted" }),
    ]);
  });
});

describe("where the table's answers are lost", () => {
  test("a deployment is accepted as ever: the first of a service, one after it, and its removal", async () => {
    const store = createStore(writtenTwice(memoryTable()));
    bench = Object.assign(workbench(), { store });

    const { deploymentId: id } = await put();
    await store.deployments.finish(id, { status: "FAILED_CLEAN", endedAt: bench.time });
    const next = await put(second);
    await store.deployments.finish(next.deploymentId, { status: "FAILED_CLEAN", endedAt: bench.time });
    const last = await remove(bench, deployer, { service: "orders" });

    expect(bench.started).toEqual([`deploy ${id}`, `deploy ${next.deploymentId}`, `remove ${last.deploymentId}`]);
    expect(await store.services.find("orders")).toMatchObject({ deploymentId: last.deploymentId, generation: 3 });
  });
});

describe("while a deployment is under way", () => {
  test.each(["put", "create"] as const)("another (%s) is refused, and told which stands in the way", async (mode) => {
    const { deploymentId } = await put();

    await expect(put(second, { mode })).rejects.toMatchObject({
      kind: "conflict",
      deploymentId,
      message: expect.stringContaining(`/v1/deployments/${deploymentId}`),
    });
    expect(bench.started).toHaveLength(1);
    expect((await bench.audit()).map(({ outcome }) => outcome).sort()).toEqual(["accepted", "refused"]);
  });

  test("a removal is refused as well", async () => {
    const { deploymentId } = await put();

    await expect(remove(bench, deployer, { service: "orders" })).rejects.toMatchObject({ deploymentId });
  });

  test("of two that come at the same moment one wins, and the other leaves nothing", async () => {
    const results = await Promise.allSettled([put(first), put(second)]);

    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(bench.started).toHaveLength(1);
    const [started = ""] = bench.started;
    expect((await serviceNow())?.deploymentId).toBe(started.replace("deploy ", ""));
  });

  test("of two redeployments that come at the same moment one wins", async () => {
    await bench.end((await put()).deploymentId);

    const results = await Promise.allSettled([put(second), put(specOf({ count: 3 })), put(specOf({ count: 4 }))]);

    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(bench.started).toHaveLength(2);
  });

  test("time alone does not let the next one pass: who finds it dead ends it", async () => {
    await put();
    bench.time += 24 * 3600_000;

    await expect(put(second)).rejects.toMatchObject({ kind: "conflict" });
  });
});

describe("an acceptance that dies half-way", () => {
  /** The function is killed once the service points to the deployment and before the machine is started. */
  const dieBeforeStart = async () => {
    bench.executions.start = () => new Promise(() => undefined);
    void put();
    while (!(await serviceNow())?.deploymentId) await Promise.resolve();
  };

  test("lets the next one pass after it, and is still found by who looks for what never ended", async () => {
    await dieBeforeStart();
    const died = (await serviceNow())?.deploymentId;
    bench.time += 60_001;
    bench.executions.start = async (_machine, id) => id;

    const { deploymentId } = await put(second);
    const inProgress = await bench.store.deployments.listInProgress(10);
    expect(inProgress.map(({ id }) => id)).toEqual([died, deploymentId]);
  });

  test("holds the service for a minute: its machine may yet start", async () => {
    await dieBeforeStart();
    bench.time += 60_000;

    await expect(put(second)).rejects.toMatchObject({ kind: "conflict" });
  });

  test("whose machine runs although its ARN was not written down holds the service", async () => {
    bench.executions.start = async () => {
      bench.fail.put = (pk) => (pk.startsWith("DEPLOYMENT") ? throttled : undefined);
      return "arn";
    };
    const { deploymentId } = await put();
    bench.fail.put = undefined;
    await bench.store.deployments.start(deploymentId, { startedAt: bench.time });
    bench.time += 120_000;

    expect(await bench.store.deployments.find(deploymentId)).not.toHaveProperty("executionArn");
    await expect(put(second)).rejects.toMatchObject({ deploymentId });
  });
});

describe("a machine that cannot be started", () => {
  beforeEach(() => {
    bench.fail.start = throttled;
  });

  test("fails the deployment with nothing changed, and tells the caller of the error itself", async () => {
    await expect(put()).rejects.toBe(throttled);

    const service = await serviceNow();
    expect(service).toMatchObject({ status: "FAILED" });
    expect(await bench.store.deployments.find(service?.deploymentId ?? "")).toMatchObject({
      status: "FAILED_CLEAN",
      phase: "ended",
      error: { name: "ThrottlingException", message: expect.stringContaining("nothing was changed") },
    });
    expect(await bench.audit()).toEqual([expect.objectContaining({ outcome: "failed", reason: "Rate exceeded" })]);
  });

  test("is accepted all the same where its first step has begun: only the answer was lost", async () => {
    bench.executions.start = async (_machine, id) => {
      await bench.store.deployments.beginStep(id, { kind: "prepare", action: "apply", at: bench.time });
      throw throttled;
    };

    const { deploymentId } = await put();

    expect(await bench.store.deployments.find(deploymentId)).toMatchObject({ status: "ACCEPTED", phase: "apply" });
    expect(await serviceNow()).toMatchObject({ status: "CREATING", deploymentId });
    expect(await bench.audit()).toEqual([expect.objectContaining({ outcome: "accepted" })]);
  });

  test("is left to the reconcile tick where that cannot be written down", async () => {
    bench.executions.start = async () => {
      bench.fail.put = (pk) => (pk.startsWith("DEPLOYMENT") ? new Error("no table") : undefined);
      throw throttled;
    };

    await expect(put()).rejects.toBe(throttled);

    bench.fail.put = undefined;
    const service = await serviceNow();
    expect(service).toMatchObject({ status: "CREATING" });
    expect(await bench.store.deployments.find(service?.deploymentId ?? "")).toMatchObject({ status: "ACCEPTED" });
  });

  test("leaves a service that serves as it was", async () => {
    bench.fail = Object.assign(bench.fail, { start: undefined });
    await bench.end((await put()).deploymentId);
    bench.fail.start = throttled;

    await expect(put(second)).rejects.toBe(throttled);
    await expect(remove(bench, deployer, { service: "orders" })).rejects.toBe(throttled);

    expect(await serviceNow()).toMatchObject({ status: "ACTIVE", generation: 3 });
  });

  test("may be tried again at once", async () => {
    await expect(put()).rejects.toBe(throttled);
    bench.fail.start = undefined;

    await expect(create()).resolves.toBeDefined();
    expect(await serviceNow()).toMatchObject({ status: "CREATING", generation: 2 });
  });
});

describe("a service that is there", () => {
  beforeEach(async () => {
    await bench.end((await put()).deploymentId);
    bench.started.length = 0;
  });

  test("is not created again", async () => {
    await expect(create()).rejects.toMatchObject({
      kind: "conflict",
      message: "The service orders exists: change it with PUT /v1/services/orders.",
    });
  });

  test("deploys nothing for the manifest that serves, and succeeds at once", async () => {
    const { deploymentId } = await put();

    expect(await bench.store.deployments.find(deploymentId)).toMatchObject({
      status: "SUCCEEDED",
      phase: "ended",
      endedAt: bench.time,
      url: "http://orders.test",
    });
    expect(bench.started).toEqual([]);
    expect((await serviceNow())?.deploymentId).not.toBe(deploymentId);
  });

  test("stays ACTIVE while another manifest is deployed", async () => {
    await put(second);

    expect(await serviceNow()).toMatchObject({ status: "ACTIVE", generation: 2 });
    expect(bench.started).toHaveLength(1);
  });
});

describe("a service whose deployment failed", () => {
  beforeEach(async () => {
    await bench.end((await put()).deploymentId, "FAILED_CLEAN");
  });

  test.each(["put", "create"] as const)("is deployed again by %s, with the same manifest too", async (mode) => {
    await put(first, { mode });

    expect(bench.started).toHaveLength(2);
    expect(await serviceNow()).toMatchObject({ status: "CREATING", generation: 2 });
  });
});

describe("a removal", () => {
  test("of a service that is not there is refused", async () => {
    await expect(remove(bench, deployer, { service: "orders" })).rejects.toMatchObject({
      kind: "notFound",
      message: "There is no service orders: GET /v1/services lists those that are.",
    });
  });

  test("starts the other machine, without a manifest", async () => {
    await bench.end((await put()).deploymentId);
    const { deploymentId } = await remove(bench, deployer, { service: "orders", reason: "closing" });

    expect(bench.started.at(-1)).toBe(`remove ${deploymentId}`);
    expect(await bench.store.deployments.spec(deploymentId)).toBeUndefined();
    expect(await bench.store.deployments.find(deploymentId)).toMatchObject({ action: "remove", reason: "closing" });
  });

  test("of a service whose first deployment failed works", async () => {
    await bench.end((await put()).deploymentId, "FAILED_DIRTY");

    await expect(remove(bench, deployer, { service: "orders" })).resolves.toBeDefined();
  });
});

describe("an id", () => {
  test("sorts after those of earlier milliseconds, and fits every name that it is used in", () => {
    const times = [0, 1, 35, 36, 1_700_000_000_000, startOfTime, startOfTime + 1, Date.UTC(2058, 0)];
    const ids = times.slice(4).map((now) => newId("d", { clock: { now: () => now }, random: bench.random }));

    expect([...ids].sort()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^d-[a-z0-9]{16}$/);
  });
});
