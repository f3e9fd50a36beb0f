import { beforeEach, describe, expect, test } from "@jest/globals";
import { createSpotWarningHandler } from "../../../../functions/events/spot-warning/reactor.ts";
import type { TargetHealth } from "../../../../shared/ports/target-health.ts";
import { createStore, type Store } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";

let store: Store;
/** What each target group has. */
let groups: Record<string, TargetHealth[]>;
let deregistered: string[];
let announced: string[];
let now: number;

const time = "2026-11-23T16:00:00Z";
const event = (changes: Readonly<Record<string, unknown>> = {}) => ({
  source: "aws.ecs",
  "detail-type": "ECS Task State Change",
  time,
  detail: {
    taskArn: "arn:aws:ecs:us-east-1:123456789012:task/fairway/0f1e",
    group: "service:orders",
    lastStatus: "RUNNING",
    desiredStatus: "STOPPED",
    stopCode: "SpotInterruption",
    stoppedReason: "Your Spot Task was interrupted.",
    attachments: [{ type: "eni", details: [{ name: "privateIPv4Address", value: "10.0.1.17" }] }],
    ...changes,
  },
});

const target = (address: string, state = "healthy"): TargetHealth => ({ target: address, state });

/** A deployment that has made the target group. */
async function deployed(id: string, targetGroup: string): Promise<void> {
  await store.deployments.create({
    id,
    service: "orders",
    action: "deploy",
    status: "SUCCEEDED",
    phase: "apply",
    actor: "ann",
    door: "http",
    createdAt: 0,
    deadline: 1,
  });
  const begun = await store.deployments.beginStep(id, { kind: "target-group", action: "apply", at: 1 });
  const [step] = begun?.steps ?? [];
  if (step) await store.deployments.endStep(id, { ...step, outputs: { "targetGroup.arn": targetGroup } });
}

beforeEach(async () => {
  store = createStore(memoryTable());
  [deregistered, announced] = [[], []];
  now = Date.parse(time);
  groups = { serving: [target("10.0.1.17:80"), target("10.0.1.170:80")] };
  await deployed("d-1", "serving");
  await store.services.create({
    name: "orders",
    status: "ACTIVE",
    generation: 1,
    deploymentId: "d-1",
    servingDeploymentId: "d-1",
    createdAt: 0,
    createdBy: "ann",
    updatedAt: 0,
  });
});

const handle = (sent: unknown) =>
  createSpotWarningHandler({
    store,
    clock: { now: () => now },
    logger: { log: () => undefined },
    targets: {
      list: async (group) => groups[group] ?? [],
      deregister: async (group, targets) => void deregistered.push(...targets.map((one) => `${group} ${one}`)),
    },
    announcements: { add: async ({ id }) => void announced.push(id) },
  })(sent);
const decisions = async () => (await store.decisions.list("orders")).decisions.map(({ what }) => what);

describe("a Spot task that is warned", () => {
  test("gets no more requests: its target and no other, with a decision that is announced", async () => {
    expect(await handle(event())).toMatchObject({ did: "deregistered" });
    expect(deregistered).toEqual(["serving 10.0.1.17:80"]);
    expect(await decisions()).toEqual(["take task 0f1e out of the load balancer"]);
    expect(announced).toEqual(["drain-0f1e"]);
  });

  test.each(["orders", "*"])(
    "is taken out though a person has locked %s: Fargate takes it all the same",
    async (name) => {
      await store.locks.put({ name, by: "ann", byId: "t-1", createdAt: 0, reason: "I look at it" });
      expect(await handle(event())).toMatchObject({ did: "deregistered" });
      expect(deregistered).toEqual(["serving 10.0.1.17:80"]);
      expect(await decisions()).toHaveLength(1);
    },
  );

  test("is taken out of what is being deployed too", async () => {
    await deployed("d-2", "next");
    await store.services.update("orders", { deploymentId: "d-2" });
    groups.next = [target("10.0.1.17:8080", "initial")];
    await handle(event());
    expect(deregistered.sort()).toEqual(["next 10.0.1.17:8080", "serving 10.0.1.17:80"]);
  });

  test("is not taken out again, but told, where that was what failed", async () => {
    groups.serving = [target("10.0.1.17:80", "draining")];
    expect(await handle(event())).toMatchObject({ did: "deregistered" });
    expect(deregistered).toEqual([]);
    expect(announced).toEqual(["drain-0f1e"]);
  });

  test("is told, where what failed was done, also after its two minutes", async () => {
    groups.serving = [target("10.0.1.17:80", "draining")];
    now += 180_000;
    expect(await handle(event())).toMatchObject({ did: "deregistered" });
    expect([deregistered, announced]).toEqual([[], ["drain-0f1e"]]);
  });
});

describe("nothing is done", () => {
  test.each([
    ["about a task that gets no requests", event({ attachments: [] })],
    ["about a service that is not ours", event({ group: "service:strange" })],
    ["about a task that a deployment stops", event({ stopCode: "ServiceSchedulerInitiated" })],
    ["about a task that is over", event({ lastStatus: "STOPPED" })],
    ["about another's event", { ...event(), source: "someone" }],
    ["about an event without a time", { ...event(), time: undefined }],
    ["about nothing", null],
  ])("%s", async (_name, sent) => {
    expect(await handle(sent)).toMatchObject({ did: "nothing" });
    expect([deregistered, announced, await decisions()]).toEqual([[], [], []]);
  });

  test("after the two minutes: its address may be another task's", async () => {
    now += 120_000;
    expect(await handle(event())).toMatchObject({ did: "nothing" });
    expect([deregistered, announced, await decisions()]).toEqual([[], [], []]);
  });

  test("while the service is removed", async () => {
    await store.services.update("orders", { status: "REMOVING" });
    expect(await handle(event())).toMatchObject({ did: "nothing" });
    expect(deregistered).toEqual([]);
  });
});
