import { afterEach, describe, expect, test } from "@jest/globals";
import type { World } from "../../local/world/world.ts";
import { type Behaviour, behaviours, type SimulatedContainers, simulatedContainers } from "./containers.ts";
import { createPerson, type Person } from "./person.ts";
import { createSimulation, type Simulation } from "./simulation.ts";

let simulation: Simulation;
let person: Person;
let containers: SimulatedContainers;
let behaviour: Behaviour;

async function begin(): Promise<void> {
  behaviour = behaviours.well;
  simulation = await createSimulation({
    seed: 1,
    containers: (world: World) => {
      containers = simulatedContainers(world, () => behaviour);
      return containers;
    },
  });
  person = await createPerson(simulation);
}

const deploy = async () =>
  person.end(await person.deploy({ name: "shop", image: simulation.push("shop:1", "one"), count: 2 }));

/** As anyone reads them: by the API. */
const incidents = async () => {
  const { status, body } = await person.request("GET", "/v1/services/shop/incidents");
  expect(status).toBe(200);
  return (body as { incidents: Record<string, unknown>[] }).incidents;
};

afterEach(() => simulation.close());

describe("through the stack's own rule, role and route", () => {
  test("a task that is killed is an incident within seconds, with what it ran", async () => {
    await begin();
    const { id } = await deploy();
    const { taskArns = [] } = await simulation.local.cloud.call("ecs", "ListTasks", { cluster: "fairway" });
    const task = taskArns[0]?.split("/").at(-1) ?? "";
    containers.kill(task);
    await simulation.clock.advance(60_000);

    expect(await incidents()).toEqual([
      expect.objectContaining({ id: `task-${task}`, kind: "task", cause: "exited", release: 1, deploymentId: id }),
    ]);
  });

  test("a deployment that fails is one, and each of its tasks", async () => {
    await begin();
    behaviour = behaviours.exitsOnStart;
    const { id, status } = await deploy();
    await simulation.clock.advance(60_000);
    const found = await incidents();

    expect(status).toBe("FAILED_CLEAN");
    expect(found.filter(({ kind }) => kind === "deployment")).toEqual([
      expect.objectContaining({
        deploymentId: id,
        cause: "exited",
        summary: expect.stringContaining("exited with code 1"),
      }),
    ]);
    const tasks = found.filter(({ kind }) => kind === "task");
    expect(tasks.length).toBeGreaterThanOrEqual(2);
    expect(new Set(tasks.map(({ summary }) => summary))).toEqual(
      new Set([expect.stringMatching(/^exit code 1 from container shop/)]),
    );
  });

  test("what a deployment replaces, and what is scaled in, is none", async () => {
    await begin();
    await deploy();
    await person.end(await person.deploy({ name: "shop", image: simulation.push("shop:2", "two"), count: 1 }));
    await simulation.clock.advance(120_000);

    expect(await incidents()).toEqual([]);
  });
});
