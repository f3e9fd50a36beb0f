import { afterEach, describe, expect, test } from "@jest/globals";
import { functions } from "./functions.ts";
import { inventory } from "./inventory.ts";
import { createPerson, type Person } from "./person.ts";
import { createSimulation, type Simulation } from "./simulation.ts";
import { transcript } from "./transcript.ts";
import { healthyTargets, visitor } from "./visitor.ts";

let simulation: Simulation;
let person: Person;

async function begin(seed = 1): Promise<void> {
  // With the SDK's whole wire, which the other simulations do without.
  simulation = await createSimulation({ seed, transport: "wire" });
  person = await createPerson(simulation);
}

const deploy = async (manifest: Record<string, unknown>) =>
  person.end(await person.deploy({ name: "shop", image: simulation.push("shop:1", "one"), ...manifest }));

afterEach(() => simulation.close());

test("every function of the stack is made here by its own factory", async () => {
  await begin();
  const inStack = Object.values(simulation.stack.resources)
    .filter(({ type }) => type === "AWS::Lambda::Function")
    .map(({ ref }) => ref.replace(/^fairway-/, ""));

  expect(inStack.toSorted()).toEqual(Object.keys(functions).toSorted());
});

describe("with the times of AWS", () => {
  test("a web service is deployed, answers through its load balancer, and no call was denied", async () => {
    await begin();
    const deployment = await deploy({});

    expect(deployment).toMatchObject({ status: "SUCCEEDED", url: expect.stringMatching(/^http:\/\/fairway-shop-/) });
    expect(await visitor(simulation.local.cloud).get(deployment.url ?? "", 1)).toEqual({ kind: "status", status: 200 });
    const denied = simulation.local.edge.callLog
      .entries()
      .filter(({ errorCode = "" }) => /Denied|Unauthorized/.test(errorCode));
    expect(denied).toEqual([]);
  });

  test("a new image is deployed without an instant in which no target is healthy", async () => {
    await begin();
    await deploy({});
    const { cloud } = simulation.local;
    const { TargetGroups = [] } = await cloud.call("elbv2", "DescribeTargetGroups", {});
    const targetGroupArn = TargetGroups[0]?.TargetGroupArn ?? "";
    const counts: number[] = [(await healthyTargets(cloud, targetGroupArn)).length];
    const stop = cloud.loadBalancing.onHealthChange(async () => {
      counts.push((await healthyTargets(cloud, targetGroupArn)).length);
    });
    const deployment = await deploy({ image: simulation.push("shop:2", "two") });
    stop();

    expect(deployment.status).toBe("SUCCEEDED");
    expect(counts.length).toBeGreaterThan(3);
    expect(Math.min(...counts)).toBe(1);
    expect(Math.max(...counts)).toBe(2);
  });

  test("a worker is deployed without a public side", async () => {
    await begin();
    const deployment = await deploy({ name: "queue", type: "worker" });

    expect(deployment.status).toBe("SUCCEEDED");
    expect(deployment.url).toBeUndefined();
    expect(await inventory(simulation.local.cloud, "fairway")).toEqual([
      "log group /fairway/fairway/queue",
      "security group fairway-queue-tasks",
      "service queue",
      "task definition fairway-queue:1",
    ]);
  });

  test("a removed service leaves nothing but its logs", async () => {
    await begin();
    await deploy({});
    const removal = await person.end(await person.remove("shop"));

    expect(removal.status).toBe("SUCCEEDED");
    expect(await inventory(simulation.local.cloud, "fairway")).toEqual(["log group /fairway/fairway/shop"]);
    expect(await person.request("GET", "/v1/services/shop")).toMatchObject({ status: 404 });
  });
});

describe("chance", () => {
  const story = async (seed: number): Promise<string> => {
    await begin(seed);
    await deploy({});
    await deploy({ image: simulation.push("shop:2", "two") });
    await person.end(await person.remove("shop"));
    return transcript(simulation);
  };

  test("the same seed gives the same history, byte for byte, and another one another", async () => {
    const first = await story(7);
    const second = await story(7);
    const other = await story(8);

    expect(second === first).toBe(true);
    expect(other === first).toBe(false);
    expect(first.split("\n").length).toBeGreaterThan(300);
  });
});
