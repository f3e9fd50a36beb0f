import { afterEach, describe, expect, test } from "@jest/globals";
import { type Announced, subscribe } from "../../local/commands/demo/announcements.ts";
import { monthOf } from "../../shared/store/audit.ts";
import { type Behaviour, behaviours, type SimulatedContainers, simulatedContainers } from "./containers.ts";
import { createPerson, type Person } from "./person.ts";
import { createSimulation, type Simulation } from "./simulation.ts";

let simulation: Simulation;
let person: Person;
let told: () => Promise<readonly Announced[]>;
let containers: SimulatedContainers;
/** How containers behave that start from now on. */
let behaviour: Behaviour;

async function begin(): Promise<void> {
  behaviour = behaviours.well;
  simulation = await createSimulation({
    seed: 1,
    containers: (world) => {
      containers = simulatedContainers(world, () => behaviour);
      return containers;
    },
  });
  person = await createPerson(simulation);
  told = await subscribe(simulation.local);
}

afterEach(() => simulation.close());

const deploy = async (manifest: Readonly<Record<string, unknown>> = {}) =>
  person.end(await person.deploy({ name: "shop", image: simulation.push("shop:1", "one"), count: 8, ...manifest }));
const minutes = (count: number) => simulation.clock.advance(count * 60_000);
const shown = async () => (await person.request("GET", "/v1/services/shop")).body as Shown;
const decisions = async () =>
  ((await person.request("GET", "/v1/services/shop/decisions")).body as { decisions: { what: string }[] }).decisions
    .map(({ what }) => what)
    .reverse();
const running = async () => {
  const { taskArns = [] } = await simulation.local.cloud.call("ecs", "ListTasks", {
    cluster: "fairway",
    serviceName: "shop",
  });
  return taskArns;
};

interface Shown {
  readonly backOff?: { readonly count: number; readonly level: number };
  readonly tasks: { readonly desired: number };
}

describe("what is announced", () => {
  test("is how a deployment ends, a task that stops within two seconds of its event, and a storm in one message more", async () => {
    await begin();
    await deploy();
    await minutes(2);
    expect((await told()).map(({ title }) => title)).toEqual(["shop: the deployment succeeded"]);

    const [first, ...others] = await running();
    containers.kill(first?.split("/").at(-1) ?? "");
    await minutes(1);
    const [, task] = await told();
    const { incidents } = await simulation.store.incidents.list("shop");
    expect(task).toMatchObject({
      service: "shop",
      kind: "incident",
      title: "shop: a task stopped (the container exited, likely)",
    });
    expect((task?.at ?? 0) - (incidents[0]?.stoppedAt ?? 0)).toBeLessThan(2_000);

    await minutes(5);
    for (const arn of others) containers.kill(arn.split("/").at(-1) ?? "");
    await minutes(4);
    const storm = (await told()).slice(2);
    expect(storm).toHaveLength(2);
    expect(storm[1]?.title).toMatch(/^shop: 6 incidents(, 1 remedy)? more$/);
  });
});

describe("tasks that crash again and again, with no deployment under way", () => {
  test("are held back step by step to one, and have their count again once they are quiet", async () => {
    await begin();
    await deploy();
    behaviour = behaviours.crashesLater;
    for (const arn of await running()) containers.kill(arn.split("/").at(-1) ?? "");
    await minutes(6);
    const early = await shown();
    expect(early.backOff?.level).toBeGreaterThanOrEqual(1);
    expect(early.tasks.desired).toBe(early.backOff?.count);
    expect(early.tasks.desired).toBeLessThan(8);

    await minutes(50);
    const late = await shown();
    expect(late.tasks.desired).toBe(1);
    const steps = await decisions();
    expect(steps.slice(0, 2)).toEqual(["hold back to 4 tasks", "hold back to 2 tasks"]);
    // Bounded, however long it crashes.
    expect(steps.length).toBeLessThanOrEqual(5);
    expect((await told()).filter(({ text }) => text.includes("hold back to")).length).toBeGreaterThan(0);

    behaviour = behaviours.well;
    await minutes(150);
    const quiet = await shown();
    expect(quiet.backOff).toBeUndefined();
    expect(quiet.tasks.desired).toBe(8);
    expect((await decisions()).at(-1)).toBe("give it its count again");
  });

  test("are let go by whoever sets a count, and left alone while a person has locked them", async () => {
    await begin();
    await deploy();
    behaviour = behaviours.crashesLater;
    for (const arn of await running()) containers.kill(arn.split("/").at(-1) ?? "");
    await minutes(6);
    expect((await shown()).backOff).toBeDefined();

    await person.request("POST", "/v1/services/shop/scale", { count: 6 });
    await person.request("PUT", "/v1/locks/shop", { reason: "I look at it" });
    await minutes(15);
    expect(await shown()).toMatchObject({ tasks: { desired: 6 } });
    expect((await shown()).backOff).toBeUndefined();
  });

  test("do not count while a deployment is under way: that has its own end", async () => {
    await begin();
    await deploy({ count: 3 });
    behaviour = behaviours.exitsOnStart;
    const { status, id } = await deploy({ image: simulation.push("shop:2", "two"), count: 3 });
    await minutes(1);

    expect(status).toBe("ROLLED_BACK");
    expect(await decisions()).toEqual([`end deployment ${id} at once`]);
    expect((await shown()).backOff).toBeUndefined();
  });
});

describe("a Spot task that is interrupted", () => {
  test("leaves its load balancer within two seconds of the warning, long before it ends", async () => {
    await begin();
    await deploy({ count: 2, capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] });
    const { TargetGroups = [] } = await simulation.local.cloud.call("elbv2", "DescribeTargetGroups", {});
    const TargetGroupArn = TargetGroups[0]?.TargetGroupArn;
    const states = async () => {
      const { TargetHealthDescriptions = [] } = await simulation.local.cloud.call("elbv2", "DescribeTargetHealth", {
        TargetGroupArn,
      });
      return TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth?.State).sort();
    };
    expect(await states()).toEqual(["healthy", "healthy"]);

    behaviour = behaviours.ignoresStop;
    const [first = ""] = await running();
    expect(simulation.local.mishaps.interruptTask(first)).toBe(true);
    await simulation.clock.advance(2_000);
    expect(await states()).toEqual(["draining", "healthy"]);
    expect(await decisions()).toEqual([`take task ${first.split("/").at(-1)} out of the load balancer`]);
  });
});

describe("what a function fails to do", () => {
  test("is a dead letter, which can be replayed as often as someone likes", async () => {
    await begin();
    await deploy({ count: 2 });
    const { cloud } = simulation.local;
    const name = "fairway-event-task-state";
    const { Role = "" } = await cloud.call("lambda", "GetFunctionConfiguration", { FunctionName: name });
    const RoleName = Role.split("/").at(-1) ?? "";
    const { PolicyNames = [] } = await cloud.call("iam", "ListRolePolicies", { RoleName });
    const PolicyName = PolicyNames[0] ?? "";
    const { PolicyDocument = "" } = await cloud.call("iam", "GetRolePolicy", { RoleName, PolicyName });
    const document = decodeURIComponent(PolicyDocument);
    await cloud.call("iam", "PutRolePolicy", {
      RoleName,
      PolicyName,
      PolicyDocument: document.replaceAll("dynamodb:PutItem", "dynamodb:Nothing"),
    });
    const [first = ""] = await running();
    containers.kill(first.split("/").at(-1) ?? "");
    await minutes(10);
    const letters = async () =>
      ((await person.request("GET", "/v1/dead-letters")).body as { deadLetters: Record<string, unknown>[] })
        .deadLetters;
    // The reconcile tick hands over what no incident is kept of, and that fails too.
    const before = await letters();
    const [letter] = before;
    expect(letter).toMatchObject({
      from: "function",
      function: name,
      error: "Denied",
      attempts: 3,
      replays: 0,
      replayable: true,
      event: { "detail-type": "ECS Task State Change" },
    });

    await cloud.call("iam", "PutRolePolicy", { RoleName, PolicyName, PolicyDocument: document });
    for (const replays of [1, 2]) {
      const answer = await person.request("POST", `/v1/dead-letters/${letter?.id}/replay`);
      expect(answer).toMatchObject({ status: 202, body: { replays, replayedBy: "person" } });
    }
    await minutes(1);
    const { incidents } = await simulation.store.incidents.list("shop");
    expect(incidents.map(({ id }) => id)).toEqual([`task-${first.split("/").at(-1)}`]);
    expect(await letters()).toHaveLength(before.length);
    expect(
      (await simulation.store.audit.list(monthOf(simulation.clock.now()))).lines.map(({ command }) => command),
    ).toContain("dead-letters.replay");
  });

  test("is one too where EventBridge may not call the function", async () => {
    await begin();
    await deploy({ count: 2 });
    const { cloud } = simulation.local;
    const name = "fairway-event-task-state";
    const { Policy = "{}" } = await cloud.call("lambda", "GetPolicy", { FunctionName: name });
    for (const { Sid } of (JSON.parse(Policy) as { Statement: { Sid: string }[] }).Statement)
      await cloud.call("lambda", "RemovePermission", { FunctionName: name, StatementId: Sid });
    containers.kill((await running())[0]?.split("/").at(-1) ?? "");
    await minutes(3);

    const { body } = await person.request("GET", "/v1/dead-letters");
    expect(body).toMatchObject({
      deadLetters: [
        { from: "rule", function: name, source: expect.stringContaining(":rule/fairway-event-task-state-rule-1") },
      ],
    });
  });
});
