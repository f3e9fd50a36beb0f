import { beforeEach, describe, expect, test } from "@jest/globals";
import { createReconcileHandler } from "../../../../functions/schedules/reconcile/tick.ts";
import { deploy } from "../../../../shared/commands/deploy.ts";
import type { SecretVersion } from "../../../../shared/ports/secret-versions.ts";
import type { StopEvent } from "../../../../shared/ports/stop-events.ts";
import { mostResumptions } from "../../../../shared/reactions/resumption.ts";
import type { Deployment } from "../../../../shared/store/deployment.ts";
import { callerOf, throttled, type Workbench, workbench } from "../../shared/commands/workbench.ts";
import { installation, specOf } from "../../shared/plan/fixtures.ts";

let bench: Workbench;
/** What ECS shows of every service. */
let stops: StopEvent[];
/** Which values the secrets of services have. */
let versions: SecretVersion[];

beforeEach(() => {
  bench = workbench();
  stops = [];
  versions = [];
});

const accepted = (id: string, changes: Partial<Deployment> = {}) =>
  bench.store.deployments.create({
    id,
    service: id,
    action: "deploy",
    status: "RUNNING",
    phase: "apply",
    actor: "ann",
    door: "http",
    createdAt: bench.time,
    startedAt: bench.time,
    deadline: bench.time,
    ...changes,
  });
const tick = () =>
  createReconcileHandler({
    ...bench,
    clock: bench.clock,
    installation,
    stopEvents: { list: async () => stops },
    taskStateFunction: "fairway-event-task-state",
    secretVersions: { find: async (sources) => versions.filter(({ source }) => sources.includes(source)) },
  })({});
const listed = async () => (await bench.store.deployments.listInProgress(100)).map(({ id }) => id);

describe("a tick", () => {
  test("while nothing happens does nothing", async () => {
    expect(await tick()).toEqual({ did: "nothing", reason: "0 in progress, 0 services compared" });
  });

  test("leaves deployments alone whose executions are at work", async () => {
    await accepted("d-1");

    expect(await tick()).toEqual({ did: "nothing", reason: "1 in progress, 0 services compared" });
  });

  test("lets those go on whose executions are over", async () => {
    await accepted("d-1");
    await accepted("d-2", { action: "remove" });
    bench.execution = { status: "TIMED_OUT" };
    await tick();

    expect(bench.started).toEqual(["deploy d-1", "remove d-2"]);
  });

  test("lets so many go on and no more: the next tick does the rest", async () => {
    for (const number of [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]) await accepted(`d-${number}`);
    bench.execution = { status: "ABORTED" };
    await tick();

    expect(bench.started).toHaveLength(10);
  });

  test("writes down itself how one ended that no execution could, and frees its service", async () => {
    await bench.store.services.create({
      name: "d-1",
      status: "CREATING",
      generation: 1,
      createdAt: 0,
      createdBy: "ann",
      updatedAt: 0,
    });
    await accepted("d-1", { phase: "undo", resumptions: mostResumptions + 1 });
    await bench.store.services.takeLease("d-1", "d-1");
    bench.execution = { status: "FAILED", error: "Denied" };
    await tick();

    expect(await bench.store.deployments.find("d-1")).toMatchObject({
      status: "FAILED_CLEAN",
      error: { name: "Interrupted" },
    });
    expect(await bench.store.services.find("d-1")).toMatchObject({ status: "FAILED" });
    expect((await bench.store.services.find("d-1"))?.lease).toBeUndefined();
    expect(bench.started).toEqual([]);
  });

  test("goes on with the others where one cannot be looked at", async () => {
    await accepted("d-1");
    await accepted("d-2");
    const { find } = bench.executions;
    bench.executions.find = async (id) => {
      if (id.deploymentId === "d-1") throw throttled;
      return find(id);
    };
    bench.execution = { status: "ABORTED" };
    await tick();

    expect(bench.started).toEqual(["deploy d-2"]);
    expect(bench.lines).toContainEqual(expect.objectContaining({ deploymentId: "d-1", error: "Transient" }));
  });

  test("forgets what ended, and what was never accepted once that is sure", async () => {
    await accepted("d-1");
    const other = { ...((await bench.store.deployments.find("d-1")) as Deployment), id: "d-2" };
    await bench.store.deployments.create(other, specOf({}));
    const { finish } = bench.store.deployments;
    await finish("d-1", { status: "SUCCEEDED", endedAt: bench.time });
    expect(await listed()).toEqual(["d-2"]);

    bench.store.deployments.find = async () => undefined;
    await tick();
    expect(await listed()).toEqual(["d-2"]);
    bench.time += 60_001;
    await tick();
    expect(await listed()).toEqual([]);
    expect(await bench.store.deployments.spec("d-2")).toBeUndefined();
  });
});

describe("a tick that compares a service with what was deployed", () => {
  const spot = { capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] };
  beforeEach(async () => {
    const { deploymentId } = await deploy(bench, callerOf("admin"), { spec: specOf(spot), mode: "put" });
    await bench.end(deploymentId);
  });

  test("asks the count's one writer by its queue, since an event may have been lost", async () => {
    const differences = [{ field: "desiredCount", desired: 2, actual: 1 }];
    const change = { resource: "service", name: "orders", action: "update", differences } as const;
    bench.planner.drift = { status: "OUT_OF_SYNC", changes: [change], problems: [] };
    expect(await tick()).toMatchObject({ did: "reconciled" });
    expect([bench.asked, bench.sent.length]).toEqual([["orders"], 0]);
  });

  test("notes that ECS finds no capacity for its tasks, once, whether or not anyone was told", async () => {
    const unplaced = "was unable to place a task. Reason: Capacity is unavailable at this time.";
    bench.planner.drift = { ...bench.planner.drift, unplaced };
    await tick();
    await tick();
    expect(await bench.store.wishes.list(10)).toMatchObject([{ kind: "spot", service: "orders", why: unplaced }]);
  });

  test("hands over the stopped tasks of which nobody was told, and what is kept no more", async () => {
    const stop = (taskId: string, seconds: number): StopEvent => ({
      taskId,
      stoppedAt: bench.time - seconds * 1000,
      stopCode: "EssentialContainerExited",
      containers: [{ name: "orders", exitCode: 3 }],
      event: taskId,
    });
    stops = [stop("b", 300), stop("a", 400), stop("lately", 60)];
    expect(await tick()).toMatchObject({ did: "reconciled", reason: "orders handed over: nobody was told of b, a" });
    expect(bench.replayed).toEqual(["fairway-event-task-state b", "fairway-event-task-state a"]);

    const kept = {
      kind: "task",
      service: "orders",
      cause: "exited",
      confidence: "certain",
      summary: "",
      advice: "",
    } as const;
    for (const { taskId, stoppedAt } of stops.slice(0, 2))
      await bench.store.incidents.keep({
        ...kept,
        id: `task-${taskId}`,
        at: stoppedAt,
        version: 1,
        expiresAt: bench.time * 2,
      });
    bench.replayed.length = 0;
    await tick();
    expect(bench.replayed).toEqual([]);
  });

  test("wishes a restart for a secret of which nobody was told that it has another value, once", async () => {
    const secrets = { KEY: "/fairway/key" };
    const { deploymentId } = await deploy(bench, callerOf("admin"), { spec: specOf({ secrets }), mode: "put" });
    await bench.end(deploymentId);
    const key = { source: "/fairway/key", arn: "arn:key", name: "/fairway/key", version: "1", changedAt: 0 };
    versions = [key];
    expect(await tick()).toMatchObject({ did: "nothing" });

    bench.time += 3_600_000;
    versions = [{ ...key, version: "2", changedAt: bench.time }];
    expect(await tick()).toMatchObject({
      reason: "orders wished a restart: nobody was told that /fairway/key changed",
    });
    bench.time += 3_600_000;
    expect(await tick()).toMatchObject({ did: "nothing" });
    expect(await bench.store.wishes.list(10)).toMatchObject([{ kind: "restart", secrets: ["/fairway/key"] }]);
  });
});
