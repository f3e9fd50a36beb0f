import { expect, test } from "@jest/globals";
import { behaviours, simulatedContainers } from "./containers.ts";
import type { Handler } from "./functions.ts";
import { createPerson } from "./person.ts";
import { createSimulation } from "./simulation.ts";

/** The first calls of the last step die: its execution is over, and another one goes on. */
function dying(times: number): (name: string, handler: Handler) => Handler {
  let calls = 0;
  return (name, handler) => (event, context) => {
    const isLast = name.endsWith("step-record") && (event as { deploymentId?: string }).deploymentId !== undefined;
    if (isLast && calls++ < times) throw new TypeError("a mistake of ours");
    return handler(event, context);
  };
}

test.each([1, 2])("a version to be held is HELD although %d executions die while they write it down", async (times) => {
  const simulation = await createSimulation({
    seed: 1,
    containers: (world) => simulatedContainers(world, () => behaviours.exitsOnStart),
    around: dying(times),
  });
  try {
    const person = await createPerson(simulation);
    const image = simulation.push("shop:1", "one");

    const held = await person.end(await person.deploy({ name: "shop", image, onFailure: "hold" }));

    expect(held).toMatchObject({
      status: "HELD",
      resumptions: times,
      error: { name: "DeploymentFailed", message: expect.stringContaining("It was left standing") },
    });
    expect(held.steps.filter(({ action }) => action === "undo")).toEqual([]);
    const { services } = await simulation.local.cloud.call("ecs", "DescribeServices", {
      cluster: "fairway",
      services: ["shop"],
    });
    expect(services).toMatchObject([{ status: "ACTIVE", desiredCount: 1 }]);
  } finally {
    await simulation.close();
  }
});
