import { beforeEach, describe, expect, test } from "@jest/globals";
import { createServiceActionHandler } from "../../../../functions/events/service-action/reactor.ts";
import type { ActualService } from "../../../../shared/plan/facts.ts";
import { createStore, type Store } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";
import { specOf } from "../../shared/plan/fixtures.ts";

const time = "2026-11-23T16:20:00.000Z";
const now = Date.parse(time);
const words =
  "was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.";

let store: Store;
let announced: string[];
let fail: Error | undefined;
/** What ECS shows. */
let actual: Partial<ActualService> | undefined;

const event = (detail: Readonly<Record<string, unknown>> = {}) => ({
  source: "aws.ecs",
  "detail-type": "ECS Service Action",
  time,
  resources: ["arn:aws:ecs:us-east-1:123456789012:service/fairway/orders"],
  detail: {
    eventType: "ERROR",
    eventName: "SERVICE_TASK_PLACEMENT_FAILURE",
    clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/fairway",
    capacityProviderArns: ["arn:aws:ecs:us-east-1:123456789012:capacity-provider/FARGATE_SPOT"],
    reason: "RESOURCE:FARGATE",
    createdAt: time,
    ...detail,
  },
});

beforeEach(async () => {
  store = createStore(memoryTable());
  announced = [];
  fail = undefined;
  actual = {
    status: "ACTIVE",
    desiredCount: 3,
    runningCount: 1,
    pendingCount: 0,
    unplaced: { at: now, reason: words },
  };
  await store.services.create({
    name: "orders",
    status: "ACTIVE",
    generation: 1,
    spec: specOf({ capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] }),
    createdAt: 0,
    createdBy: "ann",
    updatedAt: 0,
  });
});

const handle = (sent: unknown) =>
  createServiceActionHandler({
    store,
    clock: { now: () => now },
    logger: { log: () => undefined },
    services: { find: async () => actual as ActualService | undefined },
    announcements: {
      add: async ({ id }) => {
        if (fail) throw fail;
        announced.push(id);
      },
    },
    installation: { name: "fairway", cluster: "fairway" },
    incidentDays: 30,
  })(sent);
const incidents = async () => (await store.incidents.list("orders")).incidents;

describe("a task that ECS finds no place for", () => {
  test("is an incident that is announced, and noted for the tick that leaves Spot", async () => {
    expect(await handle(event())).toMatchObject({ did: "kept" });
    expect(await incidents()).toMatchObject([
      {
        id: "placement-orders-2026-11-23T16",
        kind: "placement",
        cause: "no-capacity",
        confidence: "certain",
        summary: `1 of 3 tasks run: ECS ${words}`,
      },
    ]);
    expect(announced).toEqual(["placement-orders-2026-11-23T16"]);
    expect(await store.wishes.find("spot", "orders")).toMatchObject({ moves: 0, notBefore: now + 120_000 });
  });

  test("is told once an hour, however often and in whatever order ECS says it", async () => {
    const at = (minutes: number) => event({ createdAt: new Date(now - minutes * 60_000).toISOString() });
    for (const minutes of [10, 0, 10, 5, 0]) await handle(at(minutes));
    expect(await incidents()).toMatchObject([{ at: now - 10 * 60_000 }]);
    expect(announced).toHaveLength(1);

    await handle(at(70));
    expect(await incidents()).toHaveLength(2);
  });

  test("is kept by the event's next delivery where telling it failed", async () => {
    fail = new Error("the queue is away");
    await expect(handle(event())).rejects.toThrow("the queue is away");
    expect(await incidents()).toEqual([]);
    fail = undefined;
    await handle(event());
    expect(await incidents()).toHaveLength(1);
  });

  test("for want of a role is no reason to leave Spot", async () => {
    const reason = "failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::1:role/x').";
    actual = { ...actual, unplaced: { at: now, reason } };
    await handle(event({ eventName: "SERVICE_TASK_CONFIGURATION_FAILURE", reason: "TaskRole" }));
    expect(await incidents()).toMatchObject([{ cause: "role-not-assumable" }]);
    expect(await store.wishes.find("spot", "orders")).toBeUndefined();
  });

  test("is told in the event's words where ECS has no others", async () => {
    actual = { ...actual, unplaced: undefined } as unknown as Partial<ActualService>;
    await handle(event());
    expect(await incidents()).toMatchObject([
      {
        cause: "no-capacity",
        confidence: "likely",
        summary: "1 of 3 tasks run: ECS could not place a task (RESOURCE:FARGATE)",
      },
    ]);
  });
});

describe("nothing is done about", () => {
  test.each<[string, unknown]>([
    ["another action", event({ eventName: "SERVICE_STEADY_STATE" })],
    ["a service that is not ours", { ...event(), resources: ["arn:aws:ecs:us-east-1:1:service/fairway/foreign"] }],
    ["an event without a service", { ...event(), resources: [] }],
    ["another source", { ...event(), source: "my.pipeline" }],
  ])("%s", async (_what, sent) => {
    expect(await handle(sent)).toMatchObject({ did: "nothing" });
    expect(await incidents()).toEqual([]);
  });

  test.each<[string, Partial<ActualService> | undefined]>([
    ["the tasks that were missing run by now", { runningCount: 3 }],
    ["they start by now", { pendingCount: 2 }],
    ["the service drains", { status: "DRAINING" }],
  ])("an event that comes late: %s", async (_what, changes) => {
    actual = { ...actual, ...changes };
    expect(await handle(event())).toMatchObject({ did: "nothing" });
    expect([await incidents(), announced]).toEqual([[], []]);
  });

  test("one of long ago, but that it lacks capacity still", async () => {
    const createdAt = new Date(now - 31 * 24 * 3_600_000).toISOString();
    expect(await handle(event({ createdAt }))).toMatchObject({ did: "nothing" });
    expect(await incidents()).toEqual([]);
    expect(await store.wishes.find("spot", "orders")).toBeDefined();
  });
});
