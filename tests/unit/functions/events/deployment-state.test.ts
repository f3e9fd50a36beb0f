import { beforeEach, describe, expect, test } from "@jest/globals";
import { createDeploymentStateHandler } from "../../../../functions/events/deployment-state/reactor.ts";
import type { ActualDeployment, ActualService } from "../../../../shared/plan/facts.ts";
import type { AnnouncementItem } from "../../../../shared/ports/announcement-queue.ts";
import type { StoppedTask } from "../../../../shared/ports/stopped-tasks.ts";
import { findStep } from "../../../../shared/store/deployments.ts";
import { createStore, type Store } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";

let store: Store;
let answers: unknown[];
let announced: AnnouncementItem[];
let stopped: readonly StoppedTask[];
let shown: Partial<ActualDeployment>[];
let alive: boolean;
let onSucceed: () => Promise<void>;

const event = {
  version: "0",
  id: "ddca6449-b258-46c0-8653-e0e3aEXAMPLE",
  "detail-type": "ECS Deployment State Change",
  source: "aws.ecs",
  account: "123456789012",
  time: "2026-01-01T00:00:00Z",
  region: "us-east-1",
  resources: ["arn:aws:ecs:us-east-1:123456789012:service/fairway/orders"],
  detail: {
    eventType: "INFO",
    eventName: "SERVICE_DEPLOYMENT_COMPLETED",
    deploymentId: "ecs-svc/1",
    updatedAt: "2026-01-01T00:00:00Z",
    reason: "ECS deployment deploymentId completed.",
  },
};

beforeEach(async () => {
  store = createStore(memoryTable());
  answers = [];
  announced = [];
  alive = true;
  stopped = [{ startedBy: "ecs-svc/1", stoppedReason: "CannotPullContainerError: not found", containers: [] }];
  onSucceed = async () => undefined;
  shown = [{ id: "ecs-svc/1", status: "PRIMARY", rolloutState: "COMPLETED" }];
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
  const begun = await store.deployments.beginStep("d-1", { kind: "await-deployment", action: "apply", at: 10 });
  const [step] = begun?.steps ?? [];
  if (step) await store.deployments.endStep("d-1", step);
  const wait = { ecsDeploymentId: "ecs-svc/1", deploymentId: "d-1", cluster: "fairway", service: "orders" };
  await store.waits.put({ ...wait, taskToken: "token", expiresAt: 900_000 });
});

const underWay: Partial<ActualDeployment> = {
  id: "ecs-svc/1",
  status: "PRIMARY",
  rolloutState: "IN_PROGRESS",
  runningCount: 0,
  desiredCount: 1,
  failedTasks: 0,
};

const handle = (sent: unknown) =>
  createDeploymentStateHandler({
    store,
    clock: { now: () => 20 },
    logger: { log: () => undefined },
    services: {
      find: async () => ({ name: "orders", status: "ACTIVE", deployments: shown }) as unknown as ActualService,
    },
    incidentDays: 30,
    announcements: {
      add: async (item) => {
        announced.push(item);
      },
    },
    stoppedTasks: {
      list: async () => stopped,
    },
    taskTokens: {
      succeed: async (token) => {
        await onSucceed();
        answers.push(["succeed", token]);
        return alive ? "answered" : "gone";
      },
      fail: async (token, error) => {
        answers.push(["fail", token, error]);
        return "answered";
      },
    },
  })(sent);
const awaited = async () => {
  const deployment = await store.deployments.find("d-1");
  return deployment && findStep(deployment, "apply", "await-deployment");
};

describe("the end of a deployment of ECS", () => {
  test("wakes the machine that waits, and ends the step", async () => {
    expect(await handle(event)).toMatchObject({ did: "answered" });
    expect(answers).toEqual([["succeed", "token"]]);
    expect(await awaited()).toMatchObject({ status: "SUCCEEDED", did: "kept", endedAt: 20 });
  });

  test("tells the machine of a failure, and why", async () => {
    shown = [
      { id: "ecs-svc/1", status: "ACTIVE", rolloutState: "FAILED", rolloutStateReason: "tasks failed to start" },
    ];
    await handle({ ...event, detail: { ...event.detail, eventName: "SERVICE_DEPLOYMENT_FAILED" } });
    const error = {
      name: "DeploymentFailed",
      message:
        "ECS did not complete the deployment: tasks failed to start. A task stopped because of this: CannotPullContainerError: not found.",
    };
    expect(answers).toEqual([["fail", "token", error]]);
    expect(await awaited()).toMatchObject({ status: "FAILED", error });
  });

  test("is the step's, also where its function is still at work and ends it beside: nobody waits for that", async () => {
    await store.deployments.beginStep("d-1", { kind: "await-deployment", action: "apply", at: 15 });
    expect(await awaited()).toMatchObject({ inFlight: true });
    await handle(event);
    expect(await awaited()).toMatchObject({ status: "SUCCEEDED", inFlight: false });
  });

  test("that failed is kept as an incident, with the cause of its tasks, once", async () => {
    shown = [
      { id: "ecs-svc/1", status: "ACTIVE", rolloutState: "FAILED", rolloutStateReason: "tasks failed to start" },
    ];
    const wait = await store.waits.find("ecs-svc/1");
    await handle(event);
    if (wait) await store.waits.put(wait);
    await handle(event);

    expect((await store.incidents.list("orders")).incidents).toEqual([
      {
        id: "deployment-1",
        kind: "deployment",
        service: "orders",
        at: 20,
        cause: "image-tag",
        confidence: "likely",
        summary: expect.stringContaining("tasks failed to start"),
        advice: expect.any(String),
        stoppedReason: "CannotPullContainerError: not found",
        startedBy: "ecs-svc/1",
        deploymentId: "d-1",
        version: 1,
        expiresAt: 20 + 30 * 24 * 3_600_000,
      },
    ]);
  });

  test("that completed is none", async () => {
    await handle(event);
    expect((await store.incidents.list("orders")).incidents).toEqual([]);
  });

  test("told twice has no more effect than told once", async () => {
    await handle(event);
    expect(await handle(event)).toMatchObject({ did: "nothing" });
    expect(answers).toHaveLength(1);
  });

  test("is judged by what ECS shows, not by the event", async () => {
    shown = [underWay];
    stopped = [];
    expect(await handle(event)).toMatchObject({ did: "nothing", reason: "0 of 1 tasks run" });
    expect(answers).toEqual([]);
    expect(await store.waits.find("ecs-svc/1")).toBeDefined();
  });

  test("is left to the machine's poll where ECS does not show the deployment, which may be an old answer", async () => {
    shown = [{ id: "ecs-svc/0", status: "PRIMARY", rolloutState: "COMPLETED", taskDefinitionArn: "orders:1" }];
    expect(await handle(event)).toMatchObject({ did: "nothing" });
    expect(answers).toEqual([]);
    expect(await store.waits.find("ecs-svc/1")).toBeDefined();
  });

  test("wakes the machine where the event comes after ECS went back, a minute after the start or later", async () => {
    await store.deployments.beginStep("d-1", { kind: "service", action: "apply", at: -60_000 });
    shown = [{ id: "ecs-svc/2", status: "PRIMARY", rolloutState: "COMPLETED", taskDefinitionArn: "orders:1" }];
    expect(await handle(event)).toMatchObject({ did: "answered" });
    const message = expect.stringContaining("was replaced by ecs-svc/2");
    expect(answers).toEqual([["fail", "token", { name: "DeploymentFailed", message }]]);
  });

  test("that nobody waits for does nothing", async () => {
    const stranger = { ...event, detail: { ...event.detail, deploymentId: "ecs-svc/9" } };
    expect(await handle(stranger)).toMatchObject({ did: "nothing", reason: "nobody waits for ecs-svc/9" });
    expect(answers).toEqual([]);
  });

  test("that comes after the token has timed out is no error", async () => {
    alive = false;
    expect(await handle(event)).toMatchObject({ did: "gone" });
    expect(await store.waits.find("ecs-svc/1")).toBeUndefined();
  });

  test("that comes while the machine leaves a new token leaves that one alone", async () => {
    onSucceed = async () => {
      const wait = await store.waits.find("ecs-svc/1");
      if (wait) await store.waits.put({ ...wait, taskToken: "newer" });
    };
    await handle(event);
    expect(await store.waits.find("ecs-svc/1")).toMatchObject({ taskToken: "newer" });
  });

  test("is not waited for where a task has stopped in a way that leaves no hope", async () => {
    shown = [underWay];
    const detail = { startedBy: "ecs-svc/1", lastStatus: "STOPPED", stopCode: "TaskFailedToStart", version: 5 };
    const stop = { ...event, "detail-type": "ECS Task State Change", detail };
    expect(await handle(stop)).toMatchObject({ did: "answered" });
    expect(answers).toEqual([
      ["fail", "token", { name: "DeploymentFailed", message: expect.stringContaining("its image is not there") }],
    ]);
    expect(await awaited()).toMatchObject({ status: "FAILED" });
    expect(await handle(stop)).toMatchObject({ did: "nothing" });
  });

  test.each([
    ["a task that a person started", { ...event, detail: { startedBy: "ann", lastStatus: "STOPPED" } }],
    ["nothing", null],
    ["no detail", { source: "aws.ecs" }],
    ["another source", { ...event, source: "someone" }],
    ["an id that is no text", { ...event, detail: { ...event.detail, deploymentId: 7 } }],
  ])("is not read out of %s", async (_name, sent) => {
    expect(await handle(sent)).toMatchObject({ did: "nothing" });
    expect(answers).toEqual([]);
  });
});
