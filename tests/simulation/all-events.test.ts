import { describe, expect, test } from "@jest/globals";
import { plainDeliveries } from "../../local/services/events/deliveries.ts";
import { behaviours, type SimulatedContainers, simulatedContainers } from "./containers.ts";
import type { Fault } from "./faults/kinds.ts";
import { longestDelay, underWeather, weathers } from "./faults/weather.ts";
import { createPerson } from "./person.ts";
import type { Scenario } from "./scenarios.ts";
import { createSimulation } from "./simulation.ts";
import { runTrial } from "./trial.ts";

/** Two services, one of them on Spot, that are deployed, fail, are scaled, restarted, rolled back and removed. */
const scenario: Scenario = {
  before: [
    { do: "deploy", service: "shop", version: "1" },
    { do: "deploy", service: "mail", version: "1" },
  ],
  commands: [
    { do: "deploy", service: "shop", version: "2" },
    { do: "deploy", service: "mail", version: "2", flaw: "image-unknown" },
    { do: "scale", service: "shop", count: 3 },
    { do: "restart", service: "mail" },
    { do: "edit", service: "mail", edit: "group-opened" },
    { do: "rollback", service: "shop" },
    { do: "remove", service: "mail" },
  ],
  pauseSeconds: [60, 1200, 300, 600, 600, 1200, 1200],
  shapes: { shop: { capacity: "spot", onDrift: "repair" }, mail: { type: "worker", secret: true, onDrift: "repair" } },
};

/** Beside it Spot is taken away for a while, tasks crash, and an execution dies. */
const faults: readonly Fault[] = [
  { kind: "spot-interrupted", service: "shop", after: 1700, seconds: 60 },
  { kind: "no-capacity", service: "shop", after: 1690, seconds: 900 },
  { kind: "killed", nth: 3, count: 2 },
  { kind: "execution-stopped", service: "shop", after: 30, seconds: 1 },
];

describe("with all events of a world", () => {
  test.each(weathers)(
    "%s, every reaction ends as if they had come: no invariant is broken",
    async (weather) => {
      const { violations, commands } = await runTrial({ seed: 7, scenario, faults, weather });
      expect(violations).toEqual([]);
      expect(commands).toBeGreaterThanOrEqual(8);
    },
    60_000,
  );
});

describe("where no event ever comes", () => {
  test("what crashes is kept as incidents and held back, by the reconcile alone", async () => {
    let behaviour = behaviours.well;
    let containers: SimulatedContainers | undefined;
    const simulation = await createSimulation({
      seed: 1,
      containers: (world) => {
        containers = simulatedContainers(world, () => behaviour);
        return containers;
      },
      deliveries: (world) => underWeather("lost", plainDeliveries(world), world),
    });
    try {
      const person = await createPerson(simulation);
      const image = simulation.push("shop:1", "one");
      await person.end(await person.deploy({ name: "shop", image, count: 8 }));
      behaviour = behaviours.crashesLater;
      const { tasks } = (await person.request("GET", "/v1/services/shop/tasks")).body as { tasks: { id: string }[] };
      for (const { id } of tasks) containers?.kill(id);
      await simulation.clock.advance(30 * 60_000);
      const { incidents } = await simulation.store.incidents.list("shop");
      expect(incidents.length).toBeGreaterThanOrEqual(8);
      expect(new Set(incidents.map(({ cause }) => cause))).toEqual(new Set(["exited"]));
      const { decisions } = await simulation.store.decisions.list("shop");
      expect(decisions.map(({ what }) => what)).toContainEqual(expect.stringMatching(/^hold back to/));
      const { body } = await person.request("GET", "/v1/services/shop");
      expect((body as { tasks: { desired: number } }).tasks.desired).toBeLessThan(8);
    } finally {
      await simulation.close();
    }
  }, 60_000);
});

describe("a rotated secret", () => {
  test.each(["as they are sent", ...weathers] as const)(
    "with events %s restarts the service that reads it once, and no more",
    async (weather) => {
      const simulation = await createSimulation({
        seed: 1,
        ...(weather !== "as they are sent" && {
          deliveries: (world) => underWeather(weather, plainDeliveries(world), world),
        }),
      });
      try {
        const { clock } = simulation;
        const { cloud } = simulation.local;
        const person = await createPerson(simulation);
        const { ARN: secret } = await cloud.call("secretsmanager", "CreateSecret", {
          Name: "fairway/db",
          SecretString: "one",
        });
        await cloud.call("ssm", "PutParameter", { Name: "/fairway/key", Value: "one", Type: "String" });
        const image = simulation.push("shop:1", "one");
        const secrets = { DB: `${secret}`, KEY: "/fairway/key" };
        await person.end(await person.deploy({ name: "shop", image, secrets }));
        const tasks = async () => {
          const { body } = await person.request("GET", "/v1/services/shop/tasks");
          return (body as { tasks: { id: string }[] }).tasks.map(({ id }) => id);
        };
        const before = await tasks();
        await clock.advance(90 * 60_000);
        expect(await tasks()).toEqual(before);

        await cloud.call("secretsmanager", "PutSecretValue", { SecretId: "fairway/db", SecretString: "two" });
        await cloud.call("ssm", "PutParameter", {
          Name: "/fairway/key",
          Value: "two",
          Type: "String",
          Overwrite: true,
        });
        await clock.advance((weather === "as they are sent" ? 0 : longestDelay(weather)) + 2 * 3_600_000);

        const { decisions } = await simulation.store.decisions.list("shop");
        expect(decisions.filter(({ what }) => what.startsWith("restart"))).toHaveLength(1);
        const after = await tasks();
        expect(after).toHaveLength(before.length);
        expect(after.filter((task) => before.includes(task))).toEqual([]);
        expect(await simulation.store.wishes.list(10)).toEqual([]);
      } finally {
        await simulation.close();
      }
    },
    120_000,
  );
});
