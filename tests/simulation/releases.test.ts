import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { inventory } from "./inventory.ts";
import { type Answer, createPerson, type Person } from "./person.ts";
import { createSimulation, type Simulation } from "./simulation.ts";
import { healthyTargets } from "./visitor.ts";

let simulation: Simulation;
let person: Person;

beforeEach(async () => {
  simulation = await createSimulation({ seed: 1 });
  person = await createPerson(simulation);
});

afterEach(() => simulation.close());

const deploy = async (content: string, more: Record<string, unknown> = {}) =>
  person.end(await person.deploy({ name: "shop", image: simulation.push(`shop:${content}`, content), ...more }));

/** Gives a command by its route, and answers how its deployment ended. */
const give = async (command: string, body?: unknown) => {
  const { status, headers, body: answer } = await person.request("POST", `/v1/services/shop/${command}`, body);
  const id = /^\/v1\/deployments\/(.+)$/.exec(String(headers.location))?.[1];
  if (!id) throw new Error(`${command}: ${status} ${JSON.stringify(answer)}`);
  return person.end(id);
};

/** The image of the one container that the service's newest running task runs. */
const runningImages = async (): Promise<readonly (string | undefined)[]> => {
  const { cloud } = simulation.local;
  const { taskArns = [] } = await cloud.call("ecs", "ListTasks", { cluster: "fairway" });
  const { tasks = [] } = await cloud.call("ecs", "DescribeTasks", { cluster: "fairway", tasks: taskArns });
  return tasks
    .filter(({ desiredStatus }) => desiredStatus === "RUNNING")
    .map(({ containers }) => containers?.[0]?.imageDigest);
};
const digestOf = (content: string) => `sha256:${Buffer.from(content).toString("hex").padEnd(64, "0")}`;

const ledger = async () => {
  const { body } = await person.request("GET", "/v1/services/shop/releases");
  return (body as { releases: { number: number; result: string; reason?: string; taskDefinitionArn?: string }[] })
    .releases;
};
const revisions = async () => {
  const found = await inventory(simulation.local.cloud, "fairway");
  return found.filter((line) => line.startsWith("task definition"));
};

describe("rollback", () => {
  test("goes back to the release before, by the very same revision, and the ledger says so", async () => {
    await deploy("one", { variables: { COLOUR: "red" } });
    await deploy("two");
    const deployment = await give("rollback", { reason: "two is slow" });

    expect(deployment).toMatchObject({ status: "SUCCEEDED", origin: { command: "rollback", release: 1 } });
    expect(await runningImages()).toEqual([digestOf("one")]);
    expect(await revisions()).toHaveLength(2);
    const [third, , first] = await ledger();
    expect(third).toMatchObject({ number: 3, result: "SUCCEEDED", reason: "rollback of 1: two is slow" });
    expect(third?.taskDefinitionArn).toBe(first?.taskDefinitionArn);
    const { body } = await person.request("GET", "/v1/services/shop");
    expect(body).toMatchObject({ release: 3, manifest: { variables: { COLOUR: "red" } } });
  });

  test("twice without a number goes there and back again", async () => {
    await deploy("one");
    await deploy("two");
    await give("rollback");
    await give("rollback");

    expect(await runningImages()).toEqual([digestOf("two")]);
  });

  test("brings the image that was deployed, though its tag has moved since", async () => {
    const image = simulation.push("shop:latest", "one");
    await person.end(await person.deploy({ name: "shop", image }));
    simulation.push("shop:latest", "moved");
    await deploy("two");
    await give("rollback", { release: 1 });

    expect(await runningImages()).toEqual([digestOf("one")]);
  });

  test("registers a revision anew where the old one was deregistered", async () => {
    await deploy("one");
    await deploy("two");
    const [, first] = await ledger();
    await simulation.local.cloud.call("ecs", "DeregisterTaskDefinition", { taskDefinition: first?.taskDefinitionArn });
    const deployment = await give("rollback");

    expect(deployment.status).toBe("SUCCEEDED");
    expect(await runningImages()).toEqual([digestOf("one")]);
  });

  test("goes back further than the newest revisions of the family", async () => {
    for (const content of ["one", "two", "three", "four", "five", "six", "seven"]) await deploy(content);
    await give("rollback", { release: 1 });

    expect(await runningImages()).toEqual([digestOf("one")]);
    expect(await revisions()).toHaveLength(7);
  }, 30_000);

  test("to the release that serves succeeds at once", async () => {
    await deploy("one");
    const { status, body } = await person.request("POST", "/v1/services/shop/rollback", { release: 1 });

    expect(status).toBe(202);
    expect(body).toMatchObject({ deployment: { status: "SUCCEEDED", steps: [] } });
    expect(await ledger()).toHaveLength(1);
  });

  test("to what is not there, never served, or before the first is refused", async () => {
    const ask = (body?: unknown): Promise<Answer> => person.request("POST", "/v1/services/shop/rollback", body);
    expect((await ask()).status).toBe(404);
    await deploy("one");

    expect(await ask({ release: 7 })).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining("no release 7") },
    });
    expect(await ask()).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("no release before 1") },
    });
    expect((await ask({ release: "one" })).status).toBe(422);
  });

  test("to a release whose image is gone fails before anything is changed", async () => {
    await deploy("one");
    await deploy("two");
    await simulation.local.cloud.call("ecr", "BatchDeleteImage", {
      repositoryName: "shop",
      imageIds: [{ imageDigest: digestOf("one") }],
    });
    const { cloud } = simulation.local;
    const before = await cloud.call("ecs", "DescribeServices", { cluster: "fairway", services: ["shop"] });
    const deployment = await give("rollback");
    const after = await cloud.call("ecs", "DescribeServices", { cluster: "fairway", services: ["shop"] });

    expect(deployment).toMatchObject({
      status: "FAILED_CLEAN",
      error: { step: "prepare", problems: [{ field: "image" }] },
    });
    expect(after.services?.[0]?.deployments).toEqual(before.services?.[0]?.deployments);
  });
});

describe("restart", () => {
  test("replaces every task by one of the same release, always with one that is healthy", async () => {
    await deploy("one");
    const { cloud } = simulation.local;
    const before = await cloud.call("ecs", "ListTasks", { cluster: "fairway" });
    const { TargetGroups = [] } = await cloud.call("elbv2", "DescribeTargetGroups", {});
    const healthy: number[] = [];
    const stop = cloud.loadBalancing.onHealthChange(async () => {
      healthy.push((await healthyTargets(cloud, TargetGroups[0]?.TargetGroupArn ?? "")).length);
    });
    const deployment = await give("restart");
    stop();
    const after = await cloud.call("ecs", "ListTasks", { cluster: "fairway" });

    expect(deployment).toMatchObject({ status: "SUCCEEDED", reason: "restart of 1" });
    expect(after.taskArns).toHaveLength(1);
    expect(after.taskArns).not.toEqual(before.taskArns);
    expect(Math.min(...healthy)).toBe(1);
    expect(await ledger()).toHaveLength(1);
    expect(await revisions()).toHaveLength(1);
  });
});
