import { beforeEach, describe, expect, test } from "@jest/globals";
import { NotReady, Refused, Transient } from "../../../../shared/errors/errors.ts";
import { createStepHandler, type StepAnswer, type StepRun } from "../../../../shared/steps/runner.ts";
import { findStep } from "../../../../shared/store/deployments.ts";
import { createStore, type Store } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";

let store: Store;
let now: number;
let lines: Record<string, unknown>[];

beforeEach(async () => {
  store = createStore(memoryTable());
  now = 1_000;
  lines = [];
  await store.deployments.create({
    id: "d-1",
    service: "orders",
    action: "deploy",
    status: "RUNNING",
    phase: "apply",
    actor: "ann",
    door: "http",
    createdAt: 0,
    deadline: 900_000,
  });
});

const handler = (work: (run: StepRun) => Promise<StepAnswer>) =>
  createStepHandler(
    { kind: "cluster", store, clock: { now: () => now }, logger: { log: (line) => void lines.push(line) } },
    work,
  );
const apply = { deploymentId: "d-1", action: "apply" };
const undo = { deploymentId: "d-1", action: "undo" };
const record = async (action: "apply" | "undo" = "apply") => {
  const deployment = await store.deployments.find("d-1");
  return deployment && findStep(deployment, action, "cluster");
};

describe("a step that succeeds", () => {
  test("has its intent written before it works, and its end after", async () => {
    const answer = await handler(async () => {
      expect(await record()).toMatchObject({ status: "RUNNING", inFlight: true, startedAt: 1_000 });
      now = 1_500;
      return { did: "created", outputs: { "cluster.arn": "c" }, answer: { type: "web" } };
    })(apply);

    expect(answer).toEqual({ kind: "cluster", did: "created", type: "web" });
    expect(await record()).toEqual({
      kind: "cluster",
      action: "apply",
      status: "SUCCEEDED",
      inFlight: false,
      startedAt: 1_000,
      triedAt: 1_000,
      endedAt: 1_500,
      did: "created",
      outputs: { "cluster.arn": "c" },
    });
  });

  test("logs one line when it begins and one when it ends, and nothing of what it left", async () => {
    await handler(async () => ({ did: "kept", outputs: { "cluster.arn": "hidden" } }))({
      ...apply,
      taskToken: "hidden",
    });
    expect(lines).toEqual([
      { level: "info", message: "step-cluster begins", deploymentId: "d-1", action: "apply" },
      {
        level: "info",
        message: "step-cluster ends",
        deploymentId: "d-1",
        action: "apply",
        kind: "cluster",
        did: "kept",
        milliseconds: 0,
      },
    ]);
  });

  test("and waits for an answer from outside stays RUNNING, with nobody at work", async () => {
    expect(await handler(async () => ({ did: "waiting" }))(apply)).toEqual({ kind: "cluster", did: "waiting" });
    expect(await record()).toMatchObject({ status: "RUNNING", inFlight: false });
  });
});

describe("a step that waits for an answer from outside", () => {
  test("stays ended where the answer came before it went to wait", async () => {
    await handler(async () => {
      const step = await record();
      if (step) await store.deployments.endStep("d-1", { ...step, status: "SUCCEEDED", did: "kept", endedAt: 1_001 });
      return { did: "waiting" };
    })(apply);

    expect(await record()).toMatchObject({ status: "SUCCEEDED", did: "kept", endedAt: 1_001 });
  });

  test("stays as its next try began it, where that has come before", async () => {
    await handler(async () => {
      now = 2_000;
      await store.deployments.beginStep("d-1", { kind: "cluster", action: "apply", at: now });
      return { did: "waiting" };
    })(apply);

    expect(await record()).toMatchObject({ status: "RUNNING", inFlight: true, triedAt: 2_000 });
  });
});

describe("a step that fails", () => {
  test("for good is written down as failed, with every problem", async () => {
    const problems = [{ field: "image", message: "is missing" }];
    const run = handler(async () => Promise.reject(new Refused("not so", { problems })));
    await expect(run(apply)).rejects.toMatchObject({ name: "Refused" });
    expect(await record()).toMatchObject({
      status: "FAILED",
      inFlight: false,
      endedAt: 1_000,
      error: { name: "Refused", message: "not so", problems },
    });
    expect(lines.at(-1)).toMatchObject({
      level: "error",
      message: "step-cluster fails",
      error: "Refused",
      reason: "not so",
    });
  });

  test("for a while goes on as RUNNING, and tells why it waits", async () => {
    const throttled = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
    await expect(handler(async () => Promise.reject(throttled))(apply)).rejects.toMatchObject({ name: "Transient" });
    expect(await record()).toMatchObject({ status: "RUNNING", inFlight: false, error: { name: "Transient" } });
    expect(await record()).not.toHaveProperty("endedAt");

    await handler(async () => ({ did: "kept" }))(apply);
    expect(await record()).toMatchObject({ status: "SUCCEEDED" });
    expect(await record()).not.toHaveProperty("error");
  });

  test("for a while leaves what its next try has to know", async () => {
    const left = { "service.sentBackFrom": "ecs-svc/2" } as const;
    const waits = async () => Promise.reject(new NotReady("on its way back", { left }));
    await expect(handler(waits)(apply)).rejects.toMatchObject({ name: "NotReady" });
    expect(await record()).toMatchObject({ status: "RUNNING", outputs: left });

    await expect(handler(async () => Promise.reject(new Transient("throttled")))(apply)).rejects.toThrow();
    expect(await record()).toMatchObject({ outputs: left });
  });

  test("because the table does is an error that the machine knows", async () => {
    const down = Object.assign(new Error("down"), { name: "InternalServerError" });
    store = { ...store, deployments: { ...store.deployments, beginStep: async () => Promise.reject(down) } };
    await expect(handler(async () => ({ did: "kept" }))(apply)).rejects.toMatchObject({ name: "Transient" });
  });
});

describe("undo", () => {
  test("waits while the step that it undoes is at work, but no longer than that can be", async () => {
    await store.deployments.beginStep("d-1", { kind: "cluster", action: "apply", at: 1_000 });
    const undone = handler(async () => ({ did: "removed" }));
    await expect(undone(undo)).rejects.toMatchObject({ name: "NotReady" });
    now = 30_999;
    await expect(undone(undo)).rejects.toBeInstanceOf(NotReady);
    now = 31_000;
    expect(await undone(undo)).toMatchObject({ did: "removed" });
  });

  test("waits for every step before it writes the end down, and gives the lease back", async () => {
    const last = createStepHandler(
      { kind: "record", store, clock: { now: () => now }, logger: { log: () => undefined } },
      async () => ({ did: "kept" }),
    );
    await store.deployments.beginStep("d-1", { kind: "cluster", action: "apply", at: now });
    await expect(last(apply)).rejects.toThrow("Step cluster is still at work for deployment d-1");
    await expect(last(apply)).rejects.toBeInstanceOf(NotReady);
    now += 30_000;
    expect(await last(apply)).toEqual({ kind: "record", did: "kept" });
  });

  test("follows at once on a step that has ended", async () => {
    await handler(async () => Promise.reject(new Refused("no")))(apply).catch(() => undefined);
    expect(await handler(async () => ({ did: "absent" }))(undo)).toMatchObject({ did: "absent" });
  });

  test("keeps a late apply from making anything", async () => {
    await handler(async () => ({ did: "absent" }))(undo);
    const late = handler(async () => {
      throw new Error("must not run");
    });
    await expect(late(apply)).rejects.toMatchObject({ name: "Conflict" });
  });
});

test.each([
  [undefined, /deploymentId/],
  [{ deploymentId: 7, action: "apply" }, /deploymentId/],
  [{ deploymentId: "d-1", action: "destroy" }, /action/],
  [{ ...apply, taskToken: 7 }, /taskToken/],
])("input that is not a step's is refused: %j", async (input, message) => {
  await expect(handler(async () => ({ did: "kept" }))(input)).rejects.toThrow(message);
});
