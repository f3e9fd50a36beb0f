import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Cloud } from "../../local/cloud.ts";
import { monthOf } from "../../shared/store/audit.ts";
import { createPerson, type Person } from "./person.ts";
import { createSimulation, type Simulation } from "./simulation.ts";
import { visitor } from "./visitor.ts";

let simulation: Simulation;
let person: Person;
let cloud: Cloud;

const begin = async (manifest: Readonly<Record<string, unknown>>): Promise<void> => {
  simulation = await createSimulation({ seed: 1 });
  person = await createPerson(simulation);
  cloud = simulation.local.cloud;
  const image = simulation.push("shop:1", "one");
  expect((await person.end(await person.deploy({ name: "shop", image, ...manifest }))).status).toBe("SUCCEEDED");
};

afterEach(() => simulation.close());

const minutes = (count: number): Promise<void> => simulation.clock.advance(count * 60_000);
const record = () => simulation.store.services.find("shop");
const service = async () =>
  (await cloud.call("ecs", "DescribeServices", { cluster: "fairway", services: ["shop"] })).services?.[0];
const decisions = async () =>
  (await simulation.store.decisions.list("shop")).decisions
    .filter(({ by }) => by === "reconcile")
    .map(({ what }) => what.replace(/d-\w+/, "d-…"))
    .toReversed();
/** What was done through the reconcile's door: `command outcome`, the oldest first. */
const audited = async () =>
  (await simulation.store.audit.list(monthOf(simulation.clock.now()))).lines
    .filter(({ door }) => door === "reconcile")
    .map(({ command, outcome }) => `${command} ${outcome}`)
    .toReversed();
const drift = async () => (await person.request("GET", "/v1/services/shop/drift")).body as { status: string };

async function tasksGroup(): Promise<string> {
  const { SecurityGroups = [] } = await cloud.call("ec2", "DescribeSecurityGroups", {});
  return SecurityGroups.find(({ GroupName }) => GroupName === "fairway-shop-tasks")?.GroupId ?? "";
}

/** Someone opens the tasks to the world. */
const open = async (port: number) =>
  cloud.call("ec2", "AuthorizeSecurityGroupIngress", {
    GroupId: await tasksGroup(),
    IpPermissions: [{ IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
  });

describe("a service whose manifest says onDrift: repair", () => {
  beforeEach(() => begin({ onDrift: "repair" }));

  test("is repaired within two ticks, by the command that a person would give", async () => {
    await open(22);
    await minutes(12);

    expect(await drift()).toMatchObject({ status: "SYNCED" });
    expect(await audited()).toEqual(["repair accepted"]);
    expect(await decisions()).toEqual(["repair by deployment d-…"]);
    const latest = await simulation.store.deployments.find((await record())?.deploymentId ?? "");
    expect(latest).toMatchObject({
      status: "SUCCEEDED",
      actor: "reconcile",
      door: "reconcile",
      reason: "repair of 1: not as deployed: taskSecurityGroup fairway-shop-tasks (update ingress)",
    });
  });

  test("is repaired three times an hour and no more, and then left to a person, who is told once", async () => {
    for (const port of [22, 23, 24, 25]) {
      await open(port);
      await minutes(12);
    }

    expect(await audited()).toEqual(["repair accepted", "repair accepted", "repair accepted"]);
    expect((await decisions()).at(-1)).toBe("report drift");
    expect(await drift()).toMatchObject({ status: "OUT_OF_SYNC" });
    const { body } = await person.request("GET", "/v1/services/shop");
    expect(body).toMatchObject({ drift: { reason: expect.stringMatching(/repaired 3 times within the hour/) } });
  });

  test("is left alone while it is locked, and repaired after that", async () => {
    await person.request("PUT", "/v1/locks/shop", { reason: "looking into it" });
    await open(22);
    await minutes(12);
    expect(await audited()).toEqual([]);
    expect(await decisions()).toEqual(["report drift"]);
    expect((await record())?.drift?.reason).toMatch(/person has locked it: looking into it/);

    await person.request("DELETE", "/v1/locks/shop");
    await minutes(12);
    expect(await drift()).toMatchObject({ status: "SYNCED" });
    expect((await record())?.drift).toBeUndefined();
  });

  test("is not touched while a deployment is under way", async () => {
    const id = await person.deploy({ name: "shop", image: simulation.push("shop:2", "two"), onDrift: "repair" });
    await open(22);
    const FunctionName = "fairway-schedule-reconcile";
    await simulation.run(cloud.call("lambda", "Invoke", { FunctionName, Payload: Buffer.from("{}") }));

    expect(await audited()).toEqual([]);
    expect((await person.end(id)).status).toBe("SUCCEEDED");
  });

  test("that is as deployed costs reads alone", async () => {
    // What its deployment had to be announced has been by then.
    await minutes(3);
    const before = { ...simulation.consumed };
    await minutes(20);

    expect(await audited()).toEqual([]);
    expect(simulation.consumed.write).toBe(before.write);
  });
});

describe("a service whose manifest says nothing of drift", () => {
  beforeEach(() => begin({}));

  test("is not repaired: what differs is told once, and forgotten once it is as deployed", async () => {
    await open(22);
    await minutes(30);
    expect(await audited()).toEqual([]);
    expect(await decisions()).toEqual(["report drift"]);
    const { body } = await person.request("GET", "/v1/services/shop");
    expect(body).toMatchObject({
      drift: { reason: expect.stringMatching(/taskSecurityGroup .*update ingress.*onDrift: report/) },
    });

    await person.request("POST", "/v1/services/shop/repair");
    await minutes(12);
    expect((await record())?.drift).toBeUndefined();
  });

  test("gets another policy without a new task", async () => {
    const before = await cloud.call("ecs", "ListTasks", { cluster: "fairway" });
    const image = simulation.push("shop:1", "one");
    const ended = await person.end(await person.deploy({ name: "shop", image, onDrift: "repair" }));

    expect(ended.status).toBe("SUCCEEDED");
    expect(await cloud.call("ecs", "ListTasks", { cluster: "fairway" })).toMatchObject({ taskArns: before.taskArns });
  });
});

describe("the count", () => {
  beforeEach(() => begin({}));

  test("is set although the event was lost that asks for it", async () => {
    const { Rules = [] } = await cloud.call("events", "ListRules", { EventBusName: "fairway" });
    const rule = Rules.find(({ EventPattern = "" }) => EventPattern.includes("Fairway Count Requested"));
    await cloud.call("events", "DisableRule", { Name: rule?.Name ?? "", EventBusName: "fairway" });
    await person.request("POST", "/v1/services/shop/scale", { count: 3 });
    await minutes(2);
    expect((await service())?.desiredCount).toBe(1);
    await cloud.call("events", "EnableRule", { Name: rule?.Name ?? "", EventBusName: "fairway" });
    await minutes(6);

    expect((await service())?.desiredCount).toBe(3);
  });

  test("that someone else set is told by drift, and set back by its one writer", async () => {
    await cloud.call("ecs", "UpdateService", { cluster: "fairway", service: "shop", desiredCount: 4 });
    expect(await drift()).toMatchObject({
      status: "OUT_OF_SYNC",
      changes: [{ resource: "service", differences: [{ field: "desiredCount", desired: 1, actual: 4 }] }],
    });
    await minutes(6);

    expect((await service())?.desiredCount).toBe(1);
    expect(await audited()).toEqual([]);
    const { url = "" } = (await record()) ?? {};
    expect(await visitor(cloud).get(url, 1)).toEqual({ kind: "status", status: 200 });
  });
});
