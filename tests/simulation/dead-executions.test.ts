import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Table } from "../../shared/ports/table.ts";
import { findStep } from "../../shared/store/deployments.ts";
import type { Handler } from "./functions.ts";
import { inventory } from "./inventory.ts";
import { memoryTable } from "./memory-table.ts";
import { createPerson, type Person } from "./person.ts";
import { createSimulation, type Simulation, type SimulationOptions } from "./simulation.ts";
import { visitor } from "./visitor.ts";

let simulation: Simulation;
let person: Person;

beforeEach(async () => {
  simulation = await createSimulation({ seed: 1 });
  person = await createPerson(simulation);
});

afterEach(() => simulation.close());

const image = (number: number): string => simulation.push(`shop:${number}`, `content ${number}`);
const deploy = (number = 1): Promise<string> => person.deploy({ name: "shop", image: image(number) });
const left = () => inventory(simulation.local.cloud, "fairway");
const onlyLogs = ["log group /fairway/fairway/shop"];

/** Lets time go on until a step of the deployment has begun. */
async function until(id: string, action: "apply" | "undo" | "remove", kind: string): Promise<void> {
  const begun = async () => {
    const deployment = await simulation.store.deployments.find(id);
    return deployment && findStep(deployment, action, kind as never) !== undefined;
  };
  while (!(await begun())) await simulation.clock.advance(100);
}

/** Stops the execution, as a person does in the console; `number` is that of a resumption. */
async function stop(id: string, machine = "deploy", number = 0, why: { error?: string; cause?: string } = {}) {
  const name = number === 0 ? id : `${id}_${number}`;
  const executionArn = `arn:aws:states:us-east-1:123456789012:execution:fairway-${machine}:${name}`;
  await simulation.local.cloud.call("states", "StopExecution", { executionArn, ...why });
}

/** Takes the rule away by which events about executions come to Fairway. */
async function loseEvents(): Promise<void> {
  const { cloud } = simulation.local;
  const { Rules = [] } = await cloud.call("events", "ListRules", {});
  const about = Rules.filter(({ EventPattern = "" }) => EventPattern.includes("aws.states"));
  expect(about).toHaveLength(1);
  for (const { Name = "" } of about) await cloud.call("events", "DisableRule", { Name });
}

describe("a first deployment whose execution is stopped", () => {
  const steps = ["prepare", "security-groups", "load-balancer", "listener", "service", "await-deployment", "verify"];

  test.each(steps)("while %s is at work is undone, and leaves nothing but logs", async (kind) => {
    const id = await deploy();
    await until(id, "apply", kind);
    await stop(id);

    expect(await person.end(id)).toMatchObject({
      status: "FAILED_CLEAN",
      phase: "ended",
      error: {
        name: "Interrupted",
        message: expect.stringMatching(/was stopped in Step Functions, outside of Fairway/),
      },
    });
    expect((await left()).filter((one) => !onlyLogs.includes(one))).toEqual([]);
    expect((await simulation.store.services.find("shop"))?.lease).toBeUndefined();
  });

  test("tells what the person said who stopped it", async () => {
    const id = await deploy();
    await until(id, "apply", "service");
    await stop(id, "deploy", 0, { error: "Ann", cause: "wrong account" });

    expect((await person.end(id)).error?.message).toContain("Ann: wrong account");
  });

  test("is undone although no event told of it", async () => {
    const id = await deploy();
    await until(id, "apply", "await-deployment");
    await loseEvents();
    await stop(id);

    expect(await person.end(id)).toMatchObject({ status: "FAILED_CLEAN" });
    expect(await left()).toEqual(onlyLogs);
  });

  test("is undone once, however many events tell of it", async () => {
    const id = await deploy();
    await until(id, "apply", "await-deployment");
    await stop(id);
    const event = {
      source: "aws.states",
      "detail-type": "Step Functions Execution Status Change",
      detail: { name: id, status: "ABORTED" },
    };
    const deliver = () =>
      simulation.local.cloud.call("lambda", "Invoke", {
        FunctionName: "fairway-event-execution-status",
        InvocationType: "Event",
        Payload: Buffer.from(JSON.stringify(event)),
      });
    await Promise.all([deliver(), deliver(), deliver()]);

    expect(await person.end(id)).toMatchObject({ status: "FAILED_CLEAN", resumptions: 1 });
  });

  test("is undone although its undo is stopped too", async () => {
    const id = await deploy();
    await until(id, "apply", "await-deployment");
    await stop(id);
    await until(id, "undo", "service");
    await stop(id, "deploy", 1);

    expect(await person.end(id)).toMatchObject({ status: "FAILED_CLEAN", resumptions: 2 });
    expect(await left()).toEqual(onlyLogs);
  });

  test("ends FAILED_DIRTY, and names what is left, where its undo is stopped again and again", async () => {
    const id = await deploy();
    await until(id, "apply", "await-deployment");
    await stop(id);
    for (const number of [1, 2, 3]) {
      await until(id, "undo", "service");
      const running = async () => (await simulation.store.deployments.find(id))?.resumptions === number;
      while (!(await running())) await simulation.clock.advance(1_000);
      await stop(id, "deploy", number);
    }
    const deployment = await person.end(id);

    expect(deployment).toMatchObject({ status: "FAILED_DIRTY", resumptions: 4 });
    expect(deployment.leftovers?.map(({ kind }) => kind)).toContain("load-balancer");
    expect((await simulation.store.services.find("shop"))?.lease).toBeUndefined();
  });

  test("can be deployed again afterwards", async () => {
    const id = await deploy();
    await until(id, "apply", "load-balancer");
    await stop(id);
    await person.end(id);

    expect(await person.end(await deploy(2))).toMatchObject({ status: "SUCCEEDED" });
  });
});

test("a redeployment whose execution is stopped goes back to the old release, which serves", async () => {
  const first = await person.end(await deploy());
  const id = await deploy(2);
  await until(id, "apply", "await-deployment");
  await stop(id);

  expect(await person.end(id)).toMatchObject({ status: "ROLLED_BACK", error: { name: "Interrupted" } });
  await simulation.clock.advance(600_000);
  expect(await visitor(simulation.local.cloud).get(first.url ?? "", 1)).toEqual({ kind: "status", status: 200 });
  const { services = [] } = await simulation.local.cloud.call("ecs", "DescribeServices", {
    cluster: "fairway",
    services: ["shop"],
  });
  expect(services[0]).toMatchObject({ taskDefinition: expect.stringMatching(/fairway-shop:1$/), runningCount: 1 });
  expect(await simulation.store.services.find("shop")).toMatchObject({ status: "ACTIVE", release: 1 });
});

test("a removal whose execution is stopped goes on", async () => {
  await person.end(await deploy());
  const id = await person.remove("shop");
  await until(id, "remove", "load-balancer");
  await stop(id, "remove");

  expect(await person.end(id)).toMatchObject({ status: "SUCCEEDED", resumptions: 1 });
  expect(await left()).toEqual(onlyLogs);
  expect(await simulation.store.services.find("shop")).toBeUndefined();
});

describe("an execution that dies in its last step, which nothing catches,", () => {
  const begin = async (options: Partial<SimulationOptions>): Promise<void> => {
    await simulation.close();
    simulation = await createSimulation({ seed: 1, ...options });
    person = await createPerson(simulation);
  };

  test("before it wrote anything leaves a deployment that is undone", async () => {
    let calls = 0;
    const around =
      (name: string, handler: Handler): Handler =>
      async (event: object, context) => {
        // To be woken is not to be called.
        if (name.endsWith("step-record") && "deploymentId" in event && calls++ === 0)
          throw new TypeError("a mistake of ours");
        return handler(event as never, context);
      };
    await begin({ around });
    const id = await deploy();

    expect(await person.end(id)).toMatchObject({
      status: "FAILED_CLEAN",
      error: { name: "Interrupted", message: expect.stringMatching(/died in Step Functions: TypeError/) },
    });
    expect(await left()).toEqual(onlyLogs);
  });

  test("while it writes down a success leaves one that is written down further", async () => {
    const items = memoryTable();
    let failures = 0;
    const put: Table["put"] = async (item, conditions) => {
      if (item.pk.startsWith("RELEASE#") && failures++ === 0) throw new TypeError("a mistake of ours");
      return items.put(item, conditions);
    };
    await begin({ items: { ...items, put } });
    const id = await deploy();

    expect(await person.end(id)).toMatchObject({ status: "SUCCEEDED", resumption: { from: "record" } });
    expect(await simulation.store.services.find("shop")).toMatchObject({
      status: "ACTIVE",
      release: 1,
      servingDeploymentId: id,
    });
  });

  test("by being stopped, once all is proved, has succeeded", async () => {
    const id = await deploy();
    await until(id, "apply", "record");
    await stop(id);

    expect(await person.end(id)).toMatchObject({ status: "SUCCEEDED" });
    expect(await simulation.store.services.find("shop")).toMatchObject({ status: "ACTIVE", servingDeploymentId: id });
  });
});

describe("a deployment that was accepted and never started", () => {
  test.each(["deploy", "remove"] as const)("is found by the tick (%s), and ended", async (action) => {
    await person.end(await deploy());
    const createdAt = simulation.clock.now();
    const deployment = {
      id: "d-lost",
      service: "shop",
      action,
      status: "ACCEPTED",
      phase: "apply",
      actor: "ann",
      door: "http",
      createdAt,
      deadline: createdAt,
    } as const;
    await simulation.store.deployments.create(deployment);
    await simulation.store.services.update("shop", { deploymentId: "d-lost" });
    const ended = await person.end("d-lost");

    if (action === "remove") expect(ended).toMatchObject({ status: "SUCCEEDED" });
    else
      expect(ended).toMatchObject({
        status: "FAILED_CLEAN",
        error: { message: expect.stringMatching(/never started/) },
      });
    expect(await simulation.store.deployments.listInProgress(10)).toEqual([]);
    expect((ended.endedAt ?? 0) - createdAt).toBeLessThan(900_000);
  });
});

test("a removal whose acceptance died before its service knew of it is not carried out by the tick", async () => {
  await person.end(await deploy());
  const createdAt = simulation.clock.now();
  const removal = { id: "d-lost", service: "shop", action: "remove", status: "ACCEPTED", phase: "apply" } as const;
  await simulation.store.deployments.create({
    ...removal,
    actor: "ann",
    door: "http",
    createdAt,
    deadline: createdAt,
  });

  expect(await person.end("d-lost")).toMatchObject({ status: "FAILED_CLEAN", error: { name: "Interrupted" } });
  await simulation.clock.advance(600_000);
  expect(await simulation.store.services.find("shop")).toMatchObject({ status: "ACTIVE", release: 1 });
  expect(await simulation.store.deployments.listInProgress(10)).toEqual([]);
});

test("first deployments of two services into a new cluster at the same moment both succeed", async () => {
  const one = person.deploy({ name: "shop", image: image(1) });
  const other = person.deploy({ name: "post", image: image(2) });
  const ids = await Promise.all([one, other]);

  for (const id of ids) expect(await person.end(id)).toMatchObject({ status: "SUCCEEDED" });
});
