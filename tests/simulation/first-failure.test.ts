import { afterEach, describe, expect, test } from "@jest/globals";
import { type Behaviour, behaviours, simulatedContainers } from "./containers.ts";
import { createPerson, type Person } from "./person.ts";
import { createSimulation, type Simulation } from "./simulation.ts";

let simulation: Simulation;
let person: Person;
/** How containers behave that start from now on. */
let behaviour: Behaviour;

async function begin(): Promise<void> {
  behaviour = behaviours.well;
  simulation = await createSimulation({
    seed: 1,
    containers: (world) => simulatedContainers(world, () => behaviour),
  });
  person = await createPerson(simulation);
}

afterEach(() => simulation.close());

const missing = "arn:aws:secretsmanager:us-east-1:123456789012:secret:fairway/none-AbCdEf";

/** What makes the next deployment hopeless, what its error says, and within how many seconds of its acceptance. */
const causes: Readonly<
  Record<
    string,
    readonly [prepare: () => Record<string, unknown>, accepted: () => Promise<void>, says: RegExp, seconds: number]
  >
> = {
  "an image that is gone": [
    () => ({}),
    async () => {
      // Prepare has found it; ECS will not.
      await simulation.clock.advance(3_000);
      await simulation.local.cloud.call("ecr", "BatchDeleteImage", {
        repositoryName: "shop",
        imageIds: [{ imageTag: "2" }],
      });
    },
    /its image is not there\. A task stopped because of this: CannotPullContainerError: .*not found\./,
    40,
  ],
  "a secret that is not there": [
    () => ({ secrets: { PASSWORD: missing } }),
    async () => {},
    /a secret is not there\. A task stopped because of this: ResourceInitializationError: .*can't find the specified secret\./,
    40,
  ],
  "a container that exits on every start": [
    () => {
      behaviour = behaviours.exitsOnStart;
      return {};
    },
    async () => {},
    /exits at once in every try\. 2 tasks stopped, .* container shop exited with code 1\./,
    65,
  ],
};

const deploy = async (prepare: () => Record<string, unknown>, accepted: () => Promise<void>) => {
  const began = simulation.clock.now();
  const image = simulation.push("shop:2", "two");
  const id = await person.deploy({ name: "shop", image, ...prepare() });
  await accepted();
  const ended = await person.end(id);
  const awaited = ended.steps.find(({ kind }) => kind === "await-deployment");
  return { ended, failedAfter: ((awaited?.endedAt ?? Number.POSITIVE_INFINITY) - began) / 1000, began };
};

describe.each(Object.entries(causes))("%s", (_name, [prepare, accepted, says, seconds]) => {
  test("ends a first deployment long before ECS's circuit breaker would, and says why", async () => {
    await begin();
    const { ended, failedAfter } = await deploy(prepare, accepted);

    expect(ended).toMatchObject({
      status: "FAILED_CLEAN",
      error: { name: "DeploymentFailed", step: "await-deployment" },
    });
    expect(ended.error?.message).toMatch(says);
    expect(failedAfter).toBeLessThan(seconds);
  });

  test("sends a redeployment back at once, and the tasks that served go on", async () => {
    await begin();
    await person.end(await person.deploy({ name: "shop", image: simulation.push("shop:1", "one") }));
    const { cloud } = simulation.local;
    const before = await cloud.call("ecs", "ListTasks", { cluster: "fairway" });
    const { ended, began } = await deploy(prepare, accepted);
    await simulation.clock.advance(120_000);
    const after = await cloud.call("ecs", "ListTasks", { cluster: "fairway" });

    expect(ended.status).toBe("ROLLED_BACK");
    expect(ended.error?.message).toMatch(says);
    expect(((ended.endedAt ?? 0) - began) / 1000).toBeLessThan(seconds + 10);
    expect(after.taskArns).toEqual(before.taskArns);
    const { body } = await person.request("GET", "/v1/services/shop/releases");
    expect(body).toMatchObject({
      releases: [
        { number: 2, result: "ROLLED_BACK" },
        { number: 1, result: "SUCCEEDED" },
      ],
    });
  });
});

test("a container that exits once, and then runs, is waited for", async () => {
  await begin();
  behaviour = behaviours.exitsOnStart;
  const id = await person.deploy({ name: "shop", image: simulation.push("shop:1", "one") });
  await simulation.clock.advance(30_000);
  behaviour = behaviours.well;

  expect(await person.end(id)).toMatchObject({ status: "SUCCEEDED" });
});
