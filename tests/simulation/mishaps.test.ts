import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { laptop } from "../../local/world/profile.ts";
import { createPerson, type Person } from "./person.ts";
import { createSimulation, type Simulation } from "./simulation.ts";
import { visitor } from "./visitor.ts";

let simulation: Simulation;
let person: Person;

beforeEach(async () => {
  simulation = await createSimulation({ seed: 1, profile: laptop });
  person = await createPerson(simulation);
});

afterEach(() => simulation.close());

const onSpot = [{ capacityProvider: "FARGATE_SPOT", weight: 1 }];
const deploy = (number: number, more: object = {}) =>
  person.deploy({ name: "shop", image: simulation.push(`shop:${number}`, `content ${number}`), ...more });

async function shown() {
  const { cloud } = simulation.local;
  const { services = [] } = await cloud.call("ecs", "DescribeServices", { cluster: "fairway", services: ["shop"] });
  return services[0];
}

/** Whether ECS has looked for a place, and found none. */
const waits = async (): Promise<boolean> =>
  (await shown().catch(() => undefined))?.events?.some(({ message }) => message?.includes("Capacity is unavailable")) ??
  false;

const answer = async (url = "") => visitor(simulation.local.cloud).get(url, 1);

describe("when all Spot capacity is taken back at once", () => {
  test("every task on Spot stops, says so, and is replaced", async () => {
    const { url } = await person.end(await deploy(1, { count: 3, capacityProviderStrategy: onSpot }));
    const { cloud, mishaps } = simulation.local;
    const { taskArns: tasks = [] } = await cloud.call("ecs", "ListTasks", { cluster: "fairway" });

    expect(mishaps.interruptSpot()).toBe(3);
    await simulation.clock.advance(5_000);
    const { tasks: stopped = [] } = await cloud.call("ecs", "DescribeTasks", { cluster: "fairway", tasks });
    expect(stopped.map(({ stopCode }) => stopCode)).toEqual(Array(3).fill("SpotInterruption"));

    await simulation.clock.advance(120_000);
    expect(await shown()).toMatchObject({ runningCount: 3 });
    expect(await answer(url)).toEqual({ kind: "status", status: 200 });
  });

  test("tasks on demand stay", async () => {
    await person.end(await deploy(1, { count: 2 }));

    expect(simulation.local.mishaps.interruptSpot()).toBe(0);
  });
});

describe("while Fargate has no capacity", () => {
  test("a redeployment does not come through, and the old release serves on", async () => {
    const { url } = await person.end(await deploy(1));
    simulation.local.mishaps.exhaust(["FARGATE"]);
    const deployment = await person.end(await deploy(2));

    expect(deployment.status).toBe("ROLLED_BACK");
    expect((await shown())?.events?.map(({ message }) => message)).toContainEqual(
      expect.stringContaining("Capacity is unavailable at this time"),
    );
    expect(await answer(url)).toEqual({ kind: "status", status: 200 });
  });

  test("what waits goes on once there is some again", async () => {
    simulation.local.mishaps.exhaust(["FARGATE"]);
    const id = await deploy(1);
    while (!(await waits())) await simulation.clock.advance(20);
    simulation.local.mishaps.exhaust([]);

    expect(await person.end(id)).toMatchObject({ status: "SUCCEEDED" });
  });
});

test.each([
  ["TIMED_OUT", /ran out of time/],
  ["FAILED", /died in Step Functions/],
] as const)("a first deployment whose execution ends %s by itself is undone", async (as, message) => {
  const id = await deploy(1);
  await simulation.clock.advance(500);
  const { executionArn = "" } = (await simulation.store.deployments.find(id)) ?? {};

  expect(simulation.local.mishaps.interruptExecution(executionArn, as)).toBe(true);
  expect(await person.end(id)).toMatchObject({
    status: "FAILED_CLEAN",
    error: { message: expect.stringMatching(message) },
  });
  expect(simulation.local.mishaps.interruptExecution(executionArn, as)).toBe(false);
});
