import { describe, expect, test } from "@jest/globals";
import { createHello, describeHello, describeTasks, ecsOnFakes, untilSteady } from "./fake-cloud.ts";

async function steady() {
  const fake = ecsOnFakes();
  await fake.run("CreateCluster", { clusterName: "main", capacityProviders: ["FARGATE", "FARGATE_SPOT"] });
  await createHello(fake, {
    balanced: true,
    ...{ launchType: undefined },
    capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
  });
  await untilSteady(fake);
  const eventsOf = (taskArn: string) =>
    fake.events
      .filter(({ detailType, resources }) => detailType === "ECS Task State Change" && resources[0] === taskArn)
      .map(({ detail }) => detail);
  return { fake, eventsOf };
}

describe("A Spot interruption", () => {
  test("is told while the task still runs, and the task is replaced", async () => {
    const { fake, eventsOf } = await steady();
    const [task] = await describeTasks(fake);
    const arn = task?.taskArn ?? "";
    const before = eventsOf(arn).length;

    fake.ecs.interruptTask(arn);
    await untilSteady(fake);

    const [warning, ...after] = eventsOf(arn).slice(before);
    expect(warning).toMatchObject({
      desiredStatus: "STOPPED",
      lastStatus: "RUNNING",
      stopCode: "SpotInterruption",
      stoppedReason: "Your Spot Task was interrupted.",
      capacityProviderName: "FARGATE_SPOT",
    });
    expect(after.map(({ lastStatus }) => lastStatus)).toEqual(["STOPPING", "DEPROVISIONING", "STOPPED"]);
    expect((await describeTasks(fake)).length).toBe(2);
  });
});

test("A lost host kills without a signal, and ECS replaces the task", async () => {
  const { fake, eventsOf } = await steady();
  const [task] = await describeTasks(fake);
  const arn = task?.taskArn ?? "";

  fake.ecs.loseHost(arn);
  await untilSteady(fake);

  expect(eventsOf(arn).at(-1)).toMatchObject({
    lastStatus: "STOPPED",
    stopCode: "InfrastructureHealth",
    containers: [{ exitCode: 137 }],
  });
});

describe("Without capacity", () => {
  test("a service says why it starts no task, and starts it when there is room again", async () => {
    const { fake } = await steady();
    fake.ecs.exhaust(["FARGATE_SPOT"]);
    const [task] = await describeTasks(fake);

    fake.ecs.interruptTask(task?.taskArn ?? "");
    await fake.clock.advance(5_000);
    const failures = fake.events.filter(({ detail }) => detail.eventName === "SERVICE_TASK_PLACEMENT_FAILURE");
    const { events, runningCount } = await describeHello(fake);
    fake.ecs.exhaust([]);
    await untilSteady(fake);

    expect(failures[0]?.detail).toMatchObject({ eventType: "ERROR", reason: "RESOURCE:FARGATE" });
    expect(events?.some(({ message }) => message?.includes("Capacity is unavailable at this time"))).toBe(true);
    expect([runningCount, (await describeHello(fake)).runningCount]).toEqual([1, 2]);
  });

  test("RunTask names the failure and starts nothing", async () => {
    const { fake } = await steady();
    fake.ecs.exhaust(["FARGATE_SPOT"]);
    const { services } = await fake.run("DescribeServices", { cluster: "main", services: ["hello"] });

    const { tasks, failures } = await fake.run("RunTask", {
      cluster: "main",
      taskDefinition: services?.[0]?.taskDefinition,
      networkConfiguration: services?.[0]?.networkConfiguration,
      capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
    });

    expect(tasks).toEqual([]);
    expect(failures).toEqual([{ reason: expect.stringMatching(/^Capacity is unavailable/) }]);
  });
});
