import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Announced, subscribe } from "../../local/commands/demo/announcements.ts";
import { plainDeliveries } from "../../local/services/events/deliveries.ts";
import { underWeather, type Weather } from "./faults/weather.ts";
import { createPerson, type Person } from "./person.ts";
import { createSimulation, type Simulation } from "./simulation.ts";

let simulation: Simulation;
let person: Person;
let told: () => Promise<readonly Announced[]>;

const begin = async (weather?: Weather): Promise<void> => {
  simulation = await createSimulation({
    seed: 1,
    ...(weather && { deliveries: (world) => underWeather(weather, plainDeliveries(world), world) }),
  });
  person = await createPerson(simulation);
  told = await subscribe(simulation.local);
};
beforeEach(() => begin());
afterEach(() => simulation.close());

const spot = [{ capacityProvider: "FARGATE_SPOT", base: 0, weight: 1 }];
const deploy = async (manifest: Readonly<Record<string, unknown>> = {}) =>
  person.end(
    await person.deploy({
      name: "shop",
      image: simulation.push("shop:1", "one"),
      count: 3,
      capacityProviderStrategy: spot,
      ...manifest,
    }),
  );
const minutes = (count: number) => simulation.clock.advance(count * 60_000);
const get = async <Body>(path: string) => (await person.request("GET", path)).body as Body;
const shown = () =>
  get<{ readonly fallback?: object; readonly tasks: { readonly running: number } }>("/v1/services/shop");
const decisions = async () =>
  (await get<{ decisions: { what: string }[] }>("/v1/services/shop/decisions")).decisions
    .map(({ what }) => what.replace(/, by deployment .*/, ""))
    .reverse();
/** On which capacity its running tasks are. */
const providers = async () => {
  const { tasks } = await get<{ tasks: { lastStatus: string; capacityProvider: string }[] }>("/v1/services/shop/tasks");
  return tasks.filter(({ lastStatus }) => lastStatus === "RUNNING").map(({ capacityProvider }) => capacityProvider);
};
const all = (provider: string, count = 3) => Array(count).fill(provider);
const deployments = async () =>
  await simulation.store.deployments.find((await simulation.store.services.find("shop"))?.deploymentId ?? "");

/** Spot takes everything back, and has nothing more. */
const loseSpot = () => {
  simulation.local.mishaps.exhaust(["FARGATE_SPOT"]);
  simulation.local.mishaps.interruptSpot();
};

describe("a service whose Spot capacity is gone", () => {
  test("runs on demand within minutes, and returns once there is some again", async () => {
    await deploy();
    expect(await providers()).toEqual(all("FARGATE_SPOT"));
    loseSpot();
    await minutes(12);
    expect(await providers()).toEqual(all("FARGATE"));
    expect(await shown()).toMatchObject({ tasks: { running: 3 }, fallback: { since: expect.any(String) } });
    expect(await decisions()).toContain("run on demand for now");

    simulation.local.mishaps.exhaust([]);
    await minutes(60);
    expect(await providers()).toEqual(all("FARGATE_SPOT"));
    expect((await shown()).fallback).toBeUndefined();
    expect((await decisions()).at(-1)).toBe("return to Spot");
    const titles = (await told()).map(({ title, text }) => `${title}\n${text}`).join("\n");
    expect(titles).toMatch(/tasks find no place \(there is no capacity\)/);
    expect(titles).toMatch(/run on demand for now/);
  });

  test("is found by the reconcile, falls back and returns, where every event is lost", async () => {
    await simulation.close();
    await begin("lost");
    await deploy();
    loseSpot();
    await minutes(25);
    expect(await providers()).toEqual(all("FARGATE"));
    simulation.local.mishaps.exhaust([]);
    await minutes(75);
    expect(await providers()).toEqual(all("FARGATE_SPOT"));
  });

  test("tries to return after one hour, then two, then four, and serves all the while", async () => {
    await deploy();
    loseSpot();
    await minutes(12);
    for (let hour = 0; hour < 8; hour++) {
      await minutes(60);
      expect(await providers()).toEqual(all("FARGATE"));
    }
    expect(await decisions().then((all) => all.filter((what) => what === "return to Spot"))).toHaveLength(3);
    expect((await deployments())?.status).toBe("ROLLED_BACK");
    expect(await get("/v1/services/shop/drift")).toMatchObject({ status: "SYNCED" });
  });

  test("stays on demand through a deployment and a restart, and its plan and drift say so", async () => {
    await deploy({ onDrift: "repair" });
    loseSpot();
    await minutes(12);
    expect(await deploy({ onDrift: "repair", variables: { A: "b" } })).toMatchObject({ status: "SUCCEEDED" });
    expect(await providers()).toEqual(all("FARGATE"));
    expect(await get("/v1/services/shop/drift")).toMatchObject({ status: "SYNCED", changes: [] });
    const { body } = await person.request("POST", "/v1/services/shop/plan");
    expect(body).toMatchObject({
      plan: { resources: { service: { capacityProviderStrategy: [{ capacityProvider: "FARGATE" }] } } },
    });
    await minutes(20);
    expect(await decisions()).not.toContainEqual(expect.stringMatching(/repair/));
  });

  test("is left alone while it is locked, and moved once it is not", async () => {
    await deploy();
    await person.request("PUT", "/v1/locks/shop", { reason: "I look at it" });
    loseSpot();
    await minutes(20);
    expect(await providers()).toEqual([]);
    await person.request("DELETE", "/v1/locks/shop");
    await minutes(5);
    expect(await providers()).toEqual(all("FARGATE"));
  });

  test("is left alone where its manifest has no Spot, or Spot is there again within two minutes", async () => {
    await deploy();
    loseSpot();
    await minutes(1);
    simulation.local.mishaps.exhaust([]);
    await minutes(20);
    expect(await providers()).toEqual(all("FARGATE_SPOT"));
    expect(await decisions()).not.toContain("run on demand for now");
    expect(await simulation.store.wishes.list(10)).toEqual([]);
  });
});

describe("a deployment that finds no Spot capacity", () => {
  const onDemand = async () => {
    expect(await providers()).toEqual(all("FARGATE"));
    expect(await shown()).toMatchObject({ tasks: { running: 3 }, fallback: { since: expect.any(String) } });
    expect((await decisions()).filter((what) => what === "run on demand for now")).toHaveLength(1);
    expect(await get("/v1/services/shop/drift")).toMatchObject({ status: "SYNCED", changes: [] });
  };

  test.each([undefined, "lost", "doubled"] as const)(
    "goes on on demand, also the first, and returns later (events %s)",
    async (weather) => {
      await simulation.close();
      await begin(weather);
      simulation.local.mishaps.exhaust(["FARGATE_SPOT"]);

      expect(await deploy()).toMatchObject({ status: "SUCCEEDED" });
      await minutes(10);
      await onDemand();
      if (weather === undefined)
        expect((await told()).map(({ title }) => title).join()).toMatch(/run on demand for now/);

      simulation.local.mishaps.exhaust([]);
      await minutes(75);
      expect(await providers()).toEqual(all("FARGATE_SPOT"));
      expect((await shown()).fallback).toBeUndefined();
    },
  );

  test.each(["rollback", "hold"])("goes on on demand where others serve, with onFailure %s", async (onFailure) => {
    await deploy({ onFailure });
    simulation.local.mishaps.exhaust(["FARGATE_SPOT"]);

    expect(await deploy({ onFailure, variables: { A: "b" } })).toMatchObject({ status: "SUCCEEDED" });
    await minutes(10);
    await onDemand();
  });

  test("is taken back where there is no capacity on demand either", async () => {
    await deploy();
    simulation.local.mishaps.exhaust(["FARGATE_SPOT", "FARGATE"]);

    expect(await deploy({ variables: { A: "b" } })).toMatchObject({ status: "ROLLED_BACK" });
    expect((await shown()).fallback).toBeUndefined();
  });
});
