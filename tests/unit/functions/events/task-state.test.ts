import { beforeEach, describe, expect, test } from "@jest/globals";
import { createTaskStateHandler } from "../../../../functions/events/task-state/reactor.ts";
import type { LogTail } from "../../../../shared/ports/log-tail.ts";
import type { Table } from "../../../../shared/ports/table.ts";
import type { Release } from "../../../../shared/store/releases.ts";
import { createStore, type Store } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";
import { specOf } from "../../shared/plan/fixtures.ts";

let store: Store;
let now: number;
let queueFails: boolean;
let calls: string[];
let linesFail: Error | undefined;
let lines: Awaited<ReturnType<LogTail["read"]>>;

const day = 24 * 3_600_000;
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23) + seconds * 1000).toISOString();
const stoppedAt = Date.parse(at(30));

const event = (changes: Readonly<Record<string, unknown>> = {}) => ({
  source: "aws.ecs",
  "detail-type": "ECS Task State Change",
  time: at(31),
  detail: {
    taskArn: "arn:aws:ecs:us-east-1:123456789012:task/fairway/0f1e",
    clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/fairway",
    group: "service:orders",
    startedBy: "ecs-svc/1",
    taskDefinitionArn: "arn:td:1",
    lastStatus: "STOPPED",
    desiredStatus: "STOPPED",
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    containers: [{ name: "orders", exitCode: 3, imageDigest: "sha256:1", lastStatus: "STOPPED" }],
    capacityProviderName: "FARGATE",
    createdAt: at(0),
    startedAt: at(10),
    executionStoppedAt: at(14),
    stoppingAt: at(15),
    stoppedAt: at(30),
    version: 5,
    ...changes,
  },
});

/** The table, with each call written down. */
function counted(table: Table): Table {
  return new Proxy(table, {
    get:
      (target, name: keyof Table) =>
      (...given: unknown[]) => {
        calls.push(name);
        return (target[name] as (...args: unknown[]) => unknown)(...given);
      },
  });
}

beforeEach(async () => {
  calls = [];
  queueFails = false;
  now = stoppedAt + 1000;
  linesFail = undefined;
  lines = [{ at: stoppedAt, message: "no database" }];
  store = createStore(counted(memoryTable()));
  await store.services.create({
    name: "orders",
    status: "ACTIVE",
    generation: 1,
    deploymentId: "d-2",
    createdAt: 0,
    createdBy: "ann",
    updatedAt: 0,
  });
  const release: Omit<Release, "number"> = {
    service: "orders",
    deploymentId: "d-1",
    spec: specOf({ port: 80 }),
    specDigest: "x",
    image: "nginx@sha256:1",
    taskDefinitionArn: "arn:td:1",
    actor: "ann",
    result: "SUCCEEDED",
    createdAt: 0,
  };
  await store.releases.append(release);
  calls = [];
});

const handle = (sent: unknown) =>
  createTaskStateHandler({
    store,
    clock: { now: () => now },
    logger: { log: () => undefined },
    installation: { name: "fairway" },
    incidentDays: 30,
    bus: { send: async ({ detail }) => void calls.push(`count of ${detail.service}`) },
    announcements: {
      add: async ({ id }) => {
        if (queueFails) throw new Error("The queue does not answer.");
        calls.push(`announce ${id}`);
      },
    },
    logTail: {
      read: async ({ group, stream, limit }) => {
        calls.push(`${group} ${stream} ${limit}`);
        if (linesFail) throw linesFail;
        return lines;
      },
    },
  })(sent);
const kept = async () => (await store.incidents.list("orders")).incidents;

describe("a task that stopped", () => {
  test("is kept with its cause, its last lines, and what it ran", async () => {
    expect(await handle(event())).toEqual({ did: "kept", reason: "task 0f1e of orders: exited (certain)" });
    expect(await kept()).toEqual([
      {
        id: "task-0f1e",
        kind: "task",
        service: "orders",
        at: stoppedAt,
        cause: "exited",
        confidence: "certain",
        summary: "exit code 3 from container orders 4 s after start; last line: no database",
        advice: "Look at the container's last lines.",
        taskId: "0f1e",
        containers: [{ name: "orders", exitCode: 3, imageDigest: "sha256:1" }],
        lastLines: lines,
        imageDigest: "sha256:1",
        release: 1,
        deploymentId: "d-1",
        stopCode: "EssentialContainerExited",
        stoppedReason: "Essential container in task exited",
        taskDefinitionArn: "arn:td:1",
        startedBy: "ecs-svc/1",
        capacityProvider: "FARGATE",
        createdAt: Date.parse(at(0)),
        startedAt: Date.parse(at(10)),
        stoppedAt,
        version: 5,
        expiresAt: stoppedAt + 30 * day,
      },
    ]);
    expect(calls).toContain("/fairway/fairway/orders task/orders/0f1e 20");
  });

  test("of a deployment under way names it, though its release is in no ledger yet", async () => {
    await store.deployments.create({
      id: "d-2",
      service: "orders",
      action: "deploy",
      status: "RUNNING",
      phase: "apply",
      actor: "ann",
      door: "http",
      createdAt: 0,
      deadline: 1,
    });
    const begun = await store.deployments.beginStep("d-2", { kind: "service", action: "apply", at: 1 });
    const [step] = begun?.steps ?? [];
    if (step) await store.deployments.endStep("d-2", { ...step, outputs: { "service.deploymentId": "ecs-svc/1" } });
    await handle(event());

    expect(await kept()).toEqual([expect.objectContaining({ deploymentId: "d-2" })]);
    expect((await kept())[0]).not.toHaveProperty("release");
  });

  test("is kept without its lines where they may not be read, and waits for them where they may be soon", async () => {
    linesFail = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
    await expect(handle(event())).rejects.toThrow("Rate exceeded");
    expect(await kept()).toEqual([]);

    linesFail = Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
    await handle(event());
    expect(await kept()).toEqual([expect.objectContaining({ cause: "exited" })]);
    expect((await kept())[0]).not.toHaveProperty("lastLines");
  });

  test("before it ran has no lines, and nobody asks for them", async () => {
    const stoppedReason = "CannotPullContainerError: pull image manifest has been retried 1 time(s): x: not found";
    const detail = {
      stopCode: "TaskFailedToStart",
      stoppedReason,
      startedAt: undefined,
      containers: [{ name: "orders" }],
    };
    await handle(event(detail));

    expect(await kept()).toEqual([
      expect.objectContaining({
        cause: "image-tag",
        summary: `probably the image's tag is not there: ${stoppedReason}`,
      }),
    ]);
    expect((await kept())[0]).not.toHaveProperty("lastLines");
    expect(calls.filter((call) => call.startsWith("/"))).toEqual([]);
  });

  test("is announced before it is kept", async () => {
    await handle(event());
    expect(calls.slice(-3)).toEqual(["announce task-0f1e", "query", "put"]);
  });

  test("that could not be announced is not kept, so that the event's next try does both", async () => {
    queueFails = true;
    await expect(handle(event())).rejects.toThrow();
    expect(await kept()).toEqual([]);
    queueFails = false;
    await handle(event());
    expect(await kept()).toHaveLength(1);
  });

  test("costs at most eight calls of AWS, and one where it is told again", async () => {
    await handle(event());
    expect(calls.length).toBeLessThanOrEqual(8);
    calls = [];
    expect(await handle(event())).toMatchObject({ did: "nothing", reason: expect.stringContaining("kept already") });
    expect(calls).toEqual(["get"]);
  });
});

describe("order and duplicates", () => {
  test("an older word about it changes nothing, a newer one is believed", async () => {
    await handle(event({ version: 6 }));
    await handle(event({ version: 5, containers: [] }));
    expect(await kept()).toEqual([expect.objectContaining({ version: 6, cause: "exited" })]);
    await handle(event({ version: 7, containers: [{ name: "orders", exitCode: 4 }] }));
    expect(await kept()).toEqual([
      expect.objectContaining({ version: 7, containers: [{ name: "orders", exitCode: 4 }] }),
    ]);
  });

  test("two at the same moment keep one", async () => {
    await Promise.all([handle(event()), handle(event()), handle(event({ version: 4 }))]);
    expect(await kept()).toEqual([expect.objectContaining({ version: 5 })]);
  });

  test("a day late it is kept with the time at which it happened, once", async () => {
    now += day;
    await handle(event());
    await handle(event());
    expect(await kept()).toEqual([expect.objectContaining({ at: stoppedAt, expiresAt: stoppedAt + 30 * day })]);
  });

  test("later than it would be kept, it does nothing", async () => {
    now = stoppedAt + 30 * day;
    expect(await handle(event())).toMatchObject({ did: "nothing" });
    expect(calls).toEqual([]);
  });
});

describe("no incident", () => {
  test.each([
    [
      "a task that was replaced or scaled in",
      "ServiceSchedulerInitiated",
      "Scaling activity initiated by (deployment ecs-svc/1)",
    ],
    ["a task that someone stopped", "UserInitiated", "Task stopped by user"],
  ])("is %s, and it costs no call", async (_name, stopCode, stoppedReason) => {
    expect(await handle(event({ stopCode, stoppedReason }))).toMatchObject({ did: "nothing" });
    expect(calls).toEqual([]);
  });

  test("is a task of a service that is not ours", async () => {
    expect(await handle(event({ group: "service:strange" }))).toMatchObject({ did: "nothing" });
    expect(calls).not.toContain("put");
  });

  test.each([
    ["a task that runs", event({ lastStatus: "RUNNING" })],
    ["a task of no service", event({ group: "family:orders" })],
    ["an event without a task", event({ taskArn: undefined })],
    ["an event without a time", { ...event({ stoppedAt: undefined, stoppingAt: undefined }), time: undefined }],
    ["another's event", { ...event(), source: "someone" }],
    ["nothing", null],
    ["no detail", { source: "aws.ecs" }],
  ])("is read out of %s", async (_name, sent) => {
    expect(await handle(sent)).toMatchObject({ did: "nothing" });
    expect(calls).toEqual([]);
  });
});

test("a burst of a thousand tasks, doubled and shuffled, keeps each once", async () => {
  const tasks = Array.from({ length: 1000 }, (_, index) => event({ taskArn: `arn:task/fairway/${index}` }));
  const shuffled = [...tasks, ...tasks].sort((one, other) => (hash(one) % 97) - (hash(other) % 97));
  await Promise.all(shuffled.map(handle));

  expect((await kept()).length).toBe(1000);
});

const hash = (one: unknown): number => [...JSON.stringify(one)].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
