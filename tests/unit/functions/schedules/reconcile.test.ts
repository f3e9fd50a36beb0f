import { beforeEach, describe, expect, test } from "@jest/globals";
import { createReconcileHandler } from "../../../../functions/schedules/reconcile/tick.ts";
import type { Deployment } from "../../../../shared/store/deployment.ts";
import { throttled, type Workbench, workbench } from "../../shared/commands/workbench.ts";

let bench: Workbench;

beforeEach(() => {
  bench = workbench();
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
const tick = () => createReconcileHandler(bench)({});
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
    await bench.store.deployments.create({ ...((await bench.store.deployments.find("d-1")) as Deployment), id: "d-2" });
    const { finish } = bench.store.deployments;
    await finish("d-1", { status: "SUCCEEDED", endedAt: bench.time });
    expect(await listed()).toEqual(["d-2"]);

    bench.store.deployments.find = async () => undefined;
    await tick();
    expect(await listed()).toEqual(["d-2"]);
    bench.time += 60_001;
    await tick();
    expect(await listed()).toEqual([]);
  });
});
