import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Table } from "../../../../shared/ports/table.ts";
import type { Deployment, StepRecord } from "../../../../shared/store/deployment.ts";
import {
  createDeployments,
  type Deployments,
  deploymentOutputs,
  endedByToken,
  findStep,
} from "../../../../shared/store/deployments.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";
import { planOf, specOf } from "../plan/fixtures.ts";
import { writtenTwice } from "./written-twice.ts";

const accepted: Omit<Deployment, "steps"> = {
  id: "d-1",
  service: "orders",
  action: "deploy",
  status: "ACCEPTED",
  phase: "apply",
  actor: "ann",
  door: "http",
  createdAt: 1_000,
  deadline: 901_000,
};

let table: Table;
let deployments: Deployments;

beforeEach(async () => {
  table = memoryTable();
  deployments = createDeployments(table);
  await deployments.create(accepted, specOf({ port: 8080 }));
});

const begin = (kind: StepRecord["kind"], action: StepRecord["action"], at: number) =>
  deployments.beginStep("d-1", { kind, action, at });
const end = async (kind: StepRecord["kind"], rest: Partial<StepRecord>) => {
  const deployment = (await deployments.find("d-1")) as Deployment;
  await deployments.endStep("d-1", {
    ...(findStep(deployment, rest.action ?? "apply", kind) as StepRecord),
    ...rest,
  });
};

describe("a deployment", () => {
  test("is kept with its spec, and only once under an id", async () => {
    expect(await deployments.find("d-1")).toEqual({ ...accepted, steps: [] });
    expect(await deployments.spec("d-1")).toEqual(specOf({ port: 8080 }));
    expect(await deployments.create({ ...accepted, actor: "bob" })).toBe(false);
    expect(await deployments.find("d-1")).toMatchObject({ actor: "ann" });
    expect(await deployments.find("d-2")).toBeUndefined();
  });

  test("is kept where the answer to that was lost, and still only one of an id", async () => {
    const twice = createDeployments(writtenTwice(memoryTable()));

    expect(await twice.create(accepted)).toBe(true);
    expect(await twice.create({ ...accepted, service: "payers" })).toBe(false);
  });

  test("runs once it has a plan", async () => {
    const plan = planOf({ port: 8080 });
    const previous = { taskDefinitionArn: "orders:1", deploymentId: "d-0" };
    await deployments.keepPlan("d-1", plan);
    expect(await deployments.start("d-1", { startedAt: 2_000, previous })).toBe(true);
    expect(await deployments.find("d-1")).toMatchObject({ status: "RUNNING", startedAt: 2_000, previous });
    expect(await deployments.plan("d-1")).toEqual(plan);
  });

  test("ends once", async () => {
    expect(await deployments.finish("d-1", { status: "SUCCEEDED", endedAt: 5, url: "http://x" })).toBe(true);
    expect(await deployments.finish("d-1", { status: "FAILED_CLEAN", endedAt: 6 })).toBe(false);
    expect(await deployments.find("d-1")).toMatchObject({ status: "SUCCEEDED", endedAt: 5, phase: "ended" });
    expect(await deployments.finish("d-2", { status: "FAILED_CLEAN", endedAt: 6 })).toBe(false);
  });
});

describe("a deployment whose machine did not start, as it seems", () => {
  const unstarted = { status: "FAILED_CLEAN", endedAt: 5, error: { name: "Error", message: "no" } } as const;

  test("ends where no step was begun, and none is begun from then on", async () => {
    expect(await deployments.finishUnbegun("d-1", unstarted)).toBe(true);
    expect(await deployments.find("d-1")).toMatchObject({ ...unstarted, phase: "ended" });
    expect(await deployments.listInProgress(10)).toEqual([]);
    expect(await begin("prepare", "apply", 6)).toBeUndefined();
  });

  test.each(["apply", "remove"] as const)("goes on where its first step was begun to %s", async (action) => {
    await begin("prepare", action, 4);
    expect(await deployments.finishUnbegun("d-1", unstarted)).toBe(false);
    expect(await deployments.find("d-1")).toMatchObject({ status: "ACCEPTED", phase: "apply" });
    expect(await deployments.listInProgress(10)).toHaveLength(1);
  });

  test("keeps the end that it has, and is told so where the answer to its end was lost", async () => {
    const twice = createDeployments(writtenTwice(memoryTable()));
    await twice.create(accepted);
    expect(await twice.finishUnbegun("d-1", unstarted)).toBe(true);
    expect(await twice.finishUnbegun("d-1", { ...unstarted, endedAt: 6 })).toBe(false);
    expect(await deployments.finishUnbegun("d-2", unstarted)).toBe(false);
  });
});

describe("a step", () => {
  test("announces itself and reads what others left, in the order in which they began", async () => {
    await begin("cluster", "apply", 10);
    await end("cluster", { status: "SUCCEEDED", did: "created", outputs: { "cluster.arn": "c" } });
    const seen = await begin("log-group", "apply", 20);

    expect(seen?.steps.map(({ kind, status }) => [kind, status])).toEqual([
      ["cluster", "SUCCEEDED"],
      ["log-group", "RUNNING"],
    ]);
    expect(deploymentOutputs(seen as Deployment)).toEqual({ "cluster.arn": "c" });
  });

  test("that is tried again keeps when it first began", async () => {
    await begin("cluster", "apply", 10);
    await end("cluster", { error: { name: "NotReady", message: "soon" } });
    const again = await begin("cluster", "apply", 30);

    expect(findStep(again as Deployment, "apply", "cluster")).toMatchObject({
      startedAt: 10,
      triedAt: 30,
      inFlight: true,
      status: "RUNNING",
    });
  });

  test("that is undone stays so, whatever a try beside it or after it meets", async () => {
    await begin("service", "undo", 10);
    await end("service", { action: "undo", status: "SUCCEEDED", did: "removed", endedAt: 15 });
    const again = await begin("service", "undo", 20);
    await end("service", { action: "undo", error: { name: "NotReady", message: "soon" } });

    expect(findStep(again as Deployment, "undo", "service")).toMatchObject({ status: "SUCCEEDED", triedAt: 20 });
    const [step] = (await deployments.find("d-1"))?.steps ?? [];
    expect(step).toMatchObject({ status: "SUCCEEDED", did: "removed", triedAt: 20 });
  });

  test("that is undone stays so where a try beside it begins while it ends", async () => {
    await begin("service", "undo", 10);
    const beside = createDeployments({
      ...table,
      async get(key) {
        const item = await table.get(key);
        await end("service", { action: "undo", status: "SUCCEEDED", did: "removed", endedAt: 15 });
        return item;
      },
    });
    const again = await beside.beginStep("d-1", { kind: "service", action: "undo", at: 20 });

    expect(findStep(again as Deployment, "undo", "service")).toMatchObject({ status: "SUCCEEDED", did: "removed" });
  });

  test("is not applied any more once an undo has begun, nor after the end", async () => {
    await begin("cluster", "apply", 10);
    await begin("service", "undo", 20);
    expect(await begin("cluster", "apply", 30)).toBeUndefined();
    expect(await begin("listener", "apply", 30)).toBeUndefined();
    expect(await begin("listener", "undo", 40)).toMatchObject({ phase: "undo" });
    await deployments.finish("d-1", { status: "FAILED_CLEAN", endedAt: 50 });
    expect(await begin("cluster", "apply", 60)).toBeUndefined();
  });

  test("is not undone once the success is being recorded, nor after the end: the next may stand on it", async () => {
    await begin("cluster", "apply", 10);
    expect(await deployments.beginRecord("d-1")).toBe(true);
    expect(await begin("service", "undo", 20)).toBeUndefined();
    await deployments.finish("d-1", { status: "SUCCEEDED", endedAt: 30 });
    expect(await begin("service", "undo", 40)).toBeUndefined();
    expect(await deployments.find("d-1")).toMatchObject({ status: "SUCCEEDED", phase: "ended" });
  });

  test("that records the end is bound by no phase", async () => {
    await begin("service", "undo", 20);
    expect(await begin("record", "apply", 30)).toBeDefined();
  });

  test("of an unknown deployment makes no item", async () => {
    expect(await deployments.beginStep("d-9", { kind: "cluster", action: "apply", at: 1 })).toBeUndefined();
    expect(await deployments.beginStep("d-9", { kind: "cluster", action: "undo", at: 1 })).toBeUndefined();
    expect(await deployments.find("d-9")).toBeUndefined();
  });

  test("that is ended by its token tells of no earlier try's error, and of this one's if it failed", async () => {
    const soon = { name: "NotReady", message: "soon" };
    await begin("await-deployment", "apply", 10);
    await end("await-deployment", { error: soon });
    const step = findStep((await deployments.find("d-1")) as Deployment, "apply", "await-deployment") as StepRecord;

    const succeeded = endedByToken(step, 20);
    expect(succeeded).toMatchObject({ status: "SUCCEEDED", did: "kept", startedAt: 10, endedAt: 20 });
    expect(succeeded).not.toHaveProperty("error");
    const failure = { name: "DeploymentFailed", message: "the tasks stopped" };
    expect(endedByToken(step, 20, failure)).toMatchObject({ status: "FAILED", error: failure, endedAt: 20 });
  });

  test("leaves outputs over those of earlier kinds, whichever ended first", async () => {
    await begin("task-definition", "apply", 10);
    await begin("prepare", "apply", 20);
    await end("task-definition", { status: "SUCCEEDED", outputs: { "taskDefinition.arn": "new" } });
    await end("prepare", { status: "SUCCEEDED", outputs: { "taskDefinition.arn": "old", "cluster.arn": "c" } });
    const deployment = (await deployments.find("d-1")) as Deployment;
    expect(deploymentOutputs(deployment)).toEqual({ "taskDefinition.arn": "new", "cluster.arn": "c" });
  });
});

describe("a deployment that goes on after its execution died", () => {
  const resumption = { number: 1, from: "undo", error: { Error: "Interrupted", Cause: "stopped" }, at: 5 } as const;
  const find = async () => (await deployments.find("d-1")) as Deployment;

  test("is claimed by one of those who find it", async () => {
    const found = await find();
    const claims = await Promise.all([
      deployments.resume(found, resumption),
      deployments.resume(found, { ...resumption, at: 6 }),
    ]);

    expect(claims.toSorted()).toEqual([false, true]);
    expect(await find()).toMatchObject({ phase: "undo", resumptions: 1, resumption });
    expect(await deployments.resume(await find(), { ...resumption, number: 2 })).toBe(true);
  });

  test("is claimed where the answer to that was lost", async () => {
    const twice = createDeployments(writtenTwice(memoryTable()));
    await twice.create(accepted);

    expect(await twice.resume((await twice.find("d-1")) as Deployment, resumption)).toBe(true);
    expect(await twice.find("d-1")).toMatchObject({ resumptions: 1, resumption });
  });

  test("is not claimed by who saw it before it went on", async () => {
    const found = await find();
    await deployments.beginRecord("d-1");

    expect(await deployments.resume(found, resumption)).toBe(false);
  });

  test("keeps what is proved, and goes on being removed, without being undone", async () => {
    await deployments.beginRecord("d-1");
    await deployments.resume(await find(), { ...resumption, from: "record" });
    expect(await find()).toMatchObject({ phase: "record" });

    await deployments.create({ ...accepted, id: "d-2", action: "remove" });
    await deployments.resume((await deployments.find("d-2")) as Deployment, { ...resumption, from: "begin" });
    expect(await deployments.find("d-2")).toMatchObject({ phase: "apply", resumptions: 1 });
  });
});

describe("a deployment that someone wishes to be over", () => {
  const ending = { status: "CANCELLED", by: "ann", at: 5 } as const;

  test("makes nothing more, and cannot succeed", async () => {
    expect(await deployments.abandon("d-1", ending)).toBe(true);

    expect(await begin("cluster", "apply", 6)).toBeUndefined();
    expect(await deployments.start("d-1", { startedAt: 6 })).toBe(false);
    expect(await deployments.beginRecord("d-1")).toBe(false);
    expect(await deployments.find("d-1")).toMatchObject({ ending, phase: "undo" });
  });

  test("is undone where the answer to that was lost, and for one wish only", async () => {
    const twice = createDeployments(writtenTwice(memoryTable()));
    await twice.create(accepted);

    expect(await twice.abandon("d-1", ending)).toBe(true);
    expect(await twice.abandon("d-1", { ...ending, by: "bob" })).toBe(false);
    expect(await twice.find("d-1")).toMatchObject({ ending });
  });

  test("is past that once it is being undone, recorded, or over", async () => {
    await begin("cluster", "undo", 6);
    expect(await deployments.abandon("d-1", ending)).toBe(false);
    await deployments.create({ ...accepted, id: "d-2" });
    await deployments.beginRecord("d-2");
    expect(await deployments.abandon("d-2", ending)).toBe(false);
    await deployments.finish("d-2", { status: "SUCCEEDED", endedAt: 7 });
    expect(await deployments.abandon("d-2", ending)).toBe(false);
  });
});

test("those in progress are listed from when they are kept until after they ended", async () => {
  const table = memoryTable();
  const written: string[] = [];
  const noting =
    <Given extends { readonly pk: string }, Rest extends unknown[], Answer>(
      verb: string,
      run: (given: Given, ...rest: Rest) => Answer,
    ) =>
    (given: Given, ...rest: Rest): Answer => {
      written.push(`${verb} ${given.pk}`);
      return run(given, ...rest);
    };
  const watched = createDeployments({
    ...table,
    put: noting("put", table.put),
    update: noting("update", table.update),
    delete: noting("delete", table.delete),
  });
  await watched.create(accepted);
  expect(await watched.listInProgress(10)).toEqual([{ id: "d-1", createdAt: 1_000 }]);
  await watched.finish("d-1", { status: "SUCCEEDED", endedAt: 5 });

  expect(await watched.listInProgress(10)).toEqual([]);
  expect(written).toEqual(["put IN_PROGRESS", "put DEPLOYMENT#d-1", "update DEPLOYMENT#d-1", "delete IN_PROGRESS"]);
});
