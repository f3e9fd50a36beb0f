import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Behaviour, behaviours, simulatedContainers } from "./containers.ts";
import { inventory } from "./inventory.ts";
import { createPerson, type Person } from "./person.ts";
import { createSimulation, type Simulation } from "./simulation.ts";
import { visitor } from "./visitor.ts";

let simulation: Simulation;
let person: Person;
let behaviour: Behaviour;

beforeEach(async () => {
  behaviour = behaviours.well;
  simulation = await createSimulation({ seed: 1, containers: (world) => simulatedContainers(world, () => behaviour) });
  person = await createPerson(simulation);
});

afterEach(() => simulation.close());

const deploy = async (content: string, how: Behaviour = behaviours.well) => {
  behaviour = how;
  const image = simulation.push(`shop:${content}`, content);
  return person.end(await person.deploy({ name: "shop", image, onFailure: "hold" }));
};
const rollBack = async () => {
  behaviour = behaviours.well;
  const { headers } = await person.request("POST", "/v1/services/shop/rollback");
  return person.end(String(headers.location).split("/").at(-1) ?? "");
};
const service = async () => {
  const { services } = await simulation.local.cloud.call("ecs", "DescribeServices", {
    cluster: "fairway",
    services: ["shop"],
  });
  return services?.[0];
};

describe("onFailure: hold", () => {
  test("leaves a failed version standing beside the one that serves, until a rollback", async () => {
    const first = await deploy("one");
    const good = (await service())?.taskDefinition;
    const held = await deploy("two", behaviours.neverHealthy);
    await simulation.clock.advance(600_000);

    expect(held).toMatchObject({
      status: "HELD",
      error: { message: expect.stringContaining("/v1/services/shop/rollback") },
    });
    expect(held.steps.filter(({ action }) => action === "undo")).toEqual([]);
    expect((await service())?.taskDefinition).not.toBe(good);
    const web = visitor(simulation.local.cloud);
    expect(await web.get(first.url ?? "", 1)).toEqual({ kind: "status", status: 200 });
    const { body } = await person.request("GET", "/v1/services/shop/drift");
    expect(body).toMatchObject({ status: "OUT_OF_SYNC" });

    expect(await rollBack()).toMatchObject({ status: "SUCCEEDED", origin: { release: 1 } });
    expect((await service())?.taskDefinition).toBe(good);
    const releases = await person.request("GET", "/v1/services/shop/releases");
    expect(releases.body).toMatchObject({
      releases: [{ result: "SUCCEEDED" }, { result: "HELD" }, { result: "SUCCEEDED" }],
    });
  });

  test("lets a corrected version follow a held one, and a failure of that return to what served", async () => {
    await deploy("one");
    const good = (await service())?.taskDefinition;
    await deploy("two", behaviours.exitsOnStart);
    behaviour = behaviours.exitsOnStart;
    const image = simulation.push("shop:three", "three");
    const failed = await person.end(await person.deploy({ name: "shop", image, onFailure: "rollback" }));

    expect(failed.status).toBe("ROLLED_BACK");
    expect((await service())?.taskDefinition).toBe(good);
    expect((await deploy("four")).status).toBe("SUCCEEDED");
  });

  test("leaves a first deployment that failed, which can be removed or corrected", async () => {
    expect(await deploy("one", behaviours.exitsOnStart)).toMatchObject({ status: "HELD" });
    expect(await inventory(simulation.local.cloud, "fairway")).toContain("service shop");
    expect(await deploy("two")).toMatchObject({ status: "SUCCEEDED" });
    expect(await person.end(await person.remove("shop"))).toMatchObject({ status: "SUCCEEDED" });
    expect(await inventory(simulation.local.cloud, "fairway")).toEqual(["log group /fairway/fairway/shop"]);
  });
});
