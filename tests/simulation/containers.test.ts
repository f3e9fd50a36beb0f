import { afterEach, describe, expect, test } from "@jest/globals";
import type { World } from "../../local/world/world.ts";
import { type Behaviour, behaviours, type SimulatedContainers, simulatedContainers } from "./containers.ts";
import { inventory } from "./inventory.ts";
import { createPerson } from "./person.ts";
import { createSimulation, type Simulation } from "./simulation.ts";
import { visitor } from "./visitor.ts";

let simulation: Simulation;
let containers: SimulatedContainers;

/** Deploys a service whose containers behave so, in this order; the last behaviour is for all that follow. */
async function deploy(...order: readonly Behaviour[]) {
  let started = 0;
  const behave = (): Behaviour => order[Math.min(started++, order.length - 1)] as Behaviour;
  simulation = await createSimulation({
    seed: 1,
    containers: (world: World) => {
      containers = simulatedContainers(world, behave);
      return containers;
    },
  });
  const person = await createPerson(simulation);
  return person.end(await person.deploy({ name: "shop", image: simulation.push("shop:1", "one") }));
}

afterEach(() => simulation.close());

describe("containers that behave badly", () => {
  test.each([
    ["answer 500", behaviours.neverHealthy],
    ["do not listen", behaviours.neverListens],
    ["exit on start", behaviours.exitsOnStart],
    ["run out of memory each time", behaviours.runsOutOfMemory],
  ])("and %s let a first deployment fail, which leaves nothing but logs", async (_name, behaviour) => {
    const deployment = await deploy(behaviour);

    expect(deployment).toMatchObject({ status: "FAILED_CLEAN", error: { step: "await-deployment" } });
    expect(await inventory(simulation.local.cloud, "fairway")).toEqual(["log group /fairway/fairway/shop"]);
  });

  test("once only, do not keep a deployment from succeeding", async () => {
    expect(await deploy(behaviours.exitsOnStart, behaviours.well)).toMatchObject({ status: "SUCCEEDED" });
  });

  test("and are killed later, are replaced, and the service answers again", async () => {
    const deployment = await deploy(behaviours.well);
    const { cloud } = simulation.local;
    const running = await cloud.call("ecs", "ListTasks", { cluster: "fairway" });
    const [task = ""] = running.taskArns ?? [];
    containers.kill(task.split("/").at(-1) ?? "");
    await simulation.clock.advance(1_000);
    expect(await visitor(cloud).get(deployment.url ?? "", 1)).toEqual({ kind: "status", status: 503 });

    await simulation.clock.advance(120_000);
    const after = await cloud.call("ecs", "ListTasks", { cluster: "fairway" });
    expect(after.taskArns).toHaveLength(1);
    expect(after.taskArns).not.toContain(task);
    expect(await visitor(cloud).get(deployment.url ?? "", 1)).toEqual({ kind: "status", status: 200 });
  });
});
