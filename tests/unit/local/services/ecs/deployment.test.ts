import { describe, expect, test } from "@jest/globals";
import { aws } from "../../../../../local/world/profile.ts";
import {
  createHello,
  describeHello,
  describeTasks,
  ecsOnFakes,
  type FakeWorld,
  registerWeb,
  untilSteady,
} from "./fake-cloud.ts";

const deployEvents = (fake: FakeWorld) =>
  fake.events
    .filter(({ detailType }) => detailType === "ECS Deployment State Change")
    .map(({ detail }) => [detail.eventName, detail.deploymentId]);

const healthyTargets = (fake: FakeWorld) => [...fake.targets.values()].filter((health) => health === "healthy").length;

describe("a first deployment", () => {
  test("brings the tasks up behind the load balancer and completes", async () => {
    const fake = ecsOnFakes();
    await createHello(fake, { balanced: true });
    expect(await describeHello(fake)).toMatchObject({ status: "ACTIVE", runningCount: 0, desiredCount: 2 });

    await untilSteady(fake);

    const service = await describeHello(fake);
    const id = service.deployments?.[0]?.id;
    expect(id).toMatch(/^ecs-svc\/\d{19}$/);
    expect(service).toMatchObject({ runningCount: 2, pendingCount: 0 });
    expect(service.deployments).toMatchObject([
      {
        status: "PRIMARY",
        rolloutState: "COMPLETED",
        rolloutStateReason: `ECS deployment ${id} completed.`,
        failedTasks: 0,
        runningCount: 2,
      },
    ]);
    expect(healthyTargets(fake)).toBe(2);
    expect(deployEvents(fake)).toEqual([
      ["SERVICE_DEPLOYMENT_IN_PROGRESS", id],
      ["SERVICE_DEPLOYMENT_COMPLETED", id],
    ]);
    expect(service.events?.map(({ message }) => message)).toEqual([
      "(service hello) has reached a steady state.",
      `(service hello) (deployment ${id}) deployment completed.`,
      "(service hello) registered 1 targets in (target-group tg-1)",
      "(service hello) registered 1 targets in (target-group tg-1)",
      expect.stringMatching(/^\(service hello\) has started 2 tasks: \(task \w{32}\) \(task \w{32}\)\.$/),
    ]);
  });

  test("leaves nothing on the clock once it is steady", async () => {
    const fake = ecsOnFakes();
    await createHello(fake);
    await untilSteady(fake);
    await fake.clock.advance(60_000);
    expect(fake.clock.pending()).toBe(0);
  });

  test("takes about 65 s in AWS's own times without a load balancer: 25 s to run and 40 s to count as healthy", async () => {
    const fake = ecsOnFakes({ profile: aws });
    const began = fake.clock.now();
    await createHello(fake);
    await untilSteady(fake);
    const seconds = (fake.clock.now() - began) / 1000;
    expect(seconds).toBeGreaterThan(55);
    expect(seconds).toBeLessThan(80);
  });

  test("spreads its tasks over the subnets", async () => {
    const fake = ecsOnFakes();
    await createHello(fake);
    await untilSteady(fake);
    expect((await describeTasks(fake)).map(({ availabilityZone }) => availabilityZone).sort()).toEqual([
      "us-east-1a",
      "us-east-1b",
    ]);
  });

  test("of no tasks completes at once", async () => {
    const fake = ecsOnFakes();
    await createHello(fake, { desiredCount: 0 });
    await untilSteady(fake);
    expect(await describeHello(fake)).toMatchObject({ runningCount: 0, deployments: [{ rolloutState: "COMPLETED" }] });
  });
});

describe("a rolling deployment", () => {
  test("has the desired number healthy at every moment", async () => {
    const fake = ecsOnFakes();
    await createHello(fake, { balanced: true });
    await untilSteady(fake);
    const taskDefinition = await registerWeb(fake, "hello:2");
    await fake.run("UpdateService", { cluster: "main", service: "hello", taskDefinition });

    let least = Infinity;
    const done = () => deployEvents(fake).length === 4;
    await fake.clock.advanceUntil(() => {
      least = Math.min(least, healthyTargets(fake));
      return done();
    });

    expect(least).toBe(2);
    const service = await describeHello(fake);
    expect(service).toMatchObject({
      taskDefinition,
      runningCount: 2,
      deployments: [{ taskDefinition, status: "PRIMARY" }],
    });
    expect((await describeTasks(fake)).map(({ containers }) => containers?.[0]?.image)).toEqual(["hello:2", "hello:2"]);
  });

  test("waits until old tasks are drained before it tells their containers to stop", async () => {
    const fake = ecsOnFakes();
    await createHello(fake, { balanced: true, desiredCount: 1 });
    await untilSteady(fake);
    await fake.run("UpdateService", { cluster: "main", service: "hello", forceNewDeployment: true });
    await fake.clock.advanceUntil(() => [...fake.targets.values()].includes("draining"));
    const deregistered = fake.clock.now();
    await untilSteady(fake);
    const [old] = fake.containers;
    expect(old?.signals.map(({ signal }) => signal)).toEqual(["SIGTERM"]);
    expect((old?.signals[0]?.at ?? 0) - deregistered).toBeGreaterThanOrEqual(5_000);
  });

  test("keeps to the digest that its revision resolved, though the tag moves", async () => {
    const fake = ecsOnFakes();
    await createHello(fake, { desiredCount: 1 });
    await untilSteady(fake);
    const digest = fake.digests.get("hello:1") ?? "";
    fake.digests.set("hello:before", digest).set("hello:1", `sha256:${"f".repeat(64)}`);
    fake.ecs.killTask((await describeTasks(fake))[0]?.taskArn ?? "");
    await untilSteady(fake);

    expect((await describeTasks(fake))[0]?.containers?.[0]?.imageDigest).toBe(digest);
    const { serviceDeployments } = await fake.run("ListServiceDeployments", { cluster: "main", service: "hello" });
    const { serviceRevisions } = await fake.run("DescribeServiceRevisions", {
      serviceRevisionArns: [serviceDeployments?.[0]?.targetServiceRevisionArn ?? ""],
    });
    expect(serviceRevisions?.[0]?.containerImages).toEqual([
      { containerName: "web", image: "hello:1", imageDigest: digest },
    ]);
  });

  test("ends an unfinished one: its tasks go, and its service deployment is STOPPED", async () => {
    const fake = ecsOnFakes();
    await createHello(fake);
    await fake.clock.advance(200);
    const taskDefinition = await registerWeb(fake, "hello:2");
    await fake.run("UpdateService", { cluster: "main", service: "hello", taskDefinition });
    await untilSteady(fake);
    const { serviceDeployments } = await fake.run("ListServiceDeployments", { cluster: "main", service: "hello" });
    expect(serviceDeployments?.map(({ status }) => status)).toEqual(["SUCCESSFUL", "STOPPED"]);
    expect((await describeHello(fake)).deployments).toHaveLength(1);
  });

  test("is not begun by a change of the desired count", async () => {
    const fake = ecsOnFakes();
    await createHello(fake);
    await untilSteady(fake);
    await fake.run("UpdateService", { cluster: "main", service: "hello", desiredCount: 3 });
    await untilSteady(fake);
    expect(await describeHello(fake)).toMatchObject({ runningCount: 3, desiredCount: 3 });
    await fake.run("UpdateService", { cluster: "main", service: "hello", desiredCount: 1 });
    await untilSteady(fake);
    expect(await describeHello(fake)).toMatchObject({ runningCount: 1 });
    expect(deployEvents(fake)).toHaveLength(2);
    expect((await describeTasks(fake, "STOPPED"))[0]).toMatchObject({
      stopCode: "ServiceSchedulerInitiated",
      stoppedReason: expect.stringMatching(/^Scaling activity initiated by \(deployment ecs-svc\/\d+\)$/),
    });
  });

  test("refuses a sixth while five are under way", async () => {
    const fake = ecsOnFakes();
    await createHello(fake);
    const again = () => fake.run("UpdateService", { cluster: "main", service: "hello", forceNewDeployment: true });
    for (let number = 2; number <= 5; number++) await again();
    await expect(again()).rejects.toMatchObject({
      code: "InvalidParameterException",
      message: "5 active deployments exist, unable to create new deployment.",
    });
  });
});

describe("the circuit breaker", () => {
  test("rolls back to the last completed deployment", async () => {
    const fake = ecsOnFakes({ images: { "broken:1": { exitsAfter: 5 } } });
    await createHello(fake, { balanced: true });
    await untilSteady(fake);
    const good = await describeHello(fake);
    const goodTasks = (await describeTasks(fake)).map(({ taskArn }) => taskArn);
    const goodId = good.deployments?.[0]?.id;
    await fake.run("UpdateService", {
      cluster: "main",
      service: "hello",
      taskDefinition: await registerWeb(fake, "broken:1"),
    });
    const badId = (await describeHello(fake)).deployments?.[0]?.id;
    let least = Infinity;
    await fake.clock.advanceUntil(() => {
      least = Math.min(least, healthyTargets(fake));
      return deployEvents(fake).some(([name, id]) => name === "SERVICE_DEPLOYMENT_FAILED" && id === badId);
    });
    const rollingBack = await describeHello(fake);
    expect(rollingBack.deployments?.[0]).toMatchObject({
      id: goodId,
      status: "PRIMARY",
      runningCount: 2,
      taskDefinition: good.taskDefinition,
      rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${goodId}.`,
    });
    expect(rollingBack.deployments?.find(({ id }) => id === badId)).toMatchObject({
      status: "ACTIVE",
      rolloutState: "FAILED",
      rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
      failedTasks: 4,
    });
    await untilSteady(fake);

    const service = await describeHello(fake);
    expect(least).toBe(2);
    expect(service.taskDefinition).toBe(good.taskDefinition);
    expect(service.deployments).toHaveLength(1);
    expect((await describeTasks(fake)).map(({ taskArn }) => taskArn)).toEqual(goodTasks);
    const { serviceDeployments } = await fake.run("ListServiceDeployments", { cluster: "main", service: "hello" });
    const { serviceDeployments: described } = await fake.run("DescribeServiceDeployments", {
      serviceDeploymentArns: [serviceDeployments?.[0]?.serviceDeploymentArn ?? ""],
    });
    expect(described?.[0]).toMatchObject({
      status: "ROLLBACK_SUCCESSFUL",
      rollback: { serviceRevisionArn: described?.[0]?.sourceServiceRevisions?.[0]?.arn },
      deploymentCircuitBreaker: { status: "TRIGGERED", failureCount: 4, threshold: 3 },
    });
  });

  test("counts tasks that fail the load balancer's health checks", async () => {
    const fake = ecsOnFakes({ images: { "sick:1": { health: "unhealthy" } } });
    await createHello(fake, { balanced: true, desiredCount: 1 });
    await untilSteady(fake);
    const good = (await describeHello(fake)).taskDefinition;
    await fake.run("UpdateService", {
      cluster: "main",
      service: "hello",
      taskDefinition: await registerWeb(fake, "sick:1"),
    });
    await fake.clock.advanceUntil(() => deployEvents(fake).some(([name]) => name === "SERVICE_DEPLOYMENT_FAILED"));
    await untilSteady(fake);
    expect((await describeHello(fake)).taskDefinition).toBe(good);
    expect((await describeTasks(fake, "STOPPED")).map(({ stoppedReason }) => stoppedReason)).toContain(
      "Task failed ELB health checks in (target-group tg-1)",
    );
  });

  test("stops a first deployment, which has nothing to go back to", async () => {
    const fake = ecsOnFakes();
    await createHello(fake, { image: "missing:1" });
    await fake.clock.advanceUntil(() => deployEvents(fake).length === 2);
    await fake.clock.advance(60_000);
    const service = await describeHello(fake);
    expect(service.deployments).toMatchObject([{ status: "PRIMARY", rolloutState: "FAILED" }]);
    expect(fake.clock.pending()).toBe(0);
    const { serviceDeployments } = await fake.run("ListServiceDeployments", { cluster: "main", service: "hello" });
    expect(serviceDeployments).toMatchObject([{ status: "STOPPED" }]);
  });

  test("can be asked for by StopServiceDeployment", async () => {
    const fake = ecsOnFakes();
    await createHello(fake);
    await untilSteady(fake);
    const good = (await describeHello(fake)).taskDefinition;
    await fake.run("UpdateService", {
      cluster: "main",
      service: "hello",
      taskDefinition: await registerWeb(fake, "hello:2"),
    });
    const serviceDeploymentArn = (await describeHello(fake)).currentServiceDeployment ?? "";
    await fake.run("StopServiceDeployment", { serviceDeploymentArn, stopType: "ROLLBACK" });
    await untilSteady(fake);
    expect((await describeHello(fake)).taskDefinition).toBe(good);
    const { serviceDeployments } = await fake.run("DescribeServiceDeployments", {
      serviceDeploymentArns: [serviceDeploymentArn],
    });
    expect(serviceDeployments?.[0]).toMatchObject({ status: "ROLLBACK_SUCCESSFUL" });
  });
});

describe("the scheduler", () => {
  test("replaces a task that crashed", async () => {
    const fake = ecsOnFakes();
    await createHello(fake, { balanced: true });
    await untilSteady(fake);
    const [crashed] = await describeTasks(fake);
    fake.ecs.killTask(crashed?.taskArn ?? "");
    await untilSteady(fake);

    const running = await describeTasks(fake);
    expect(running).toHaveLength(2);
    expect(running.map(({ taskArn }) => taskArn)).not.toContain(crashed?.taskArn);
    expect(await describeTasks(fake, "STOPPED")).toMatchObject([
      {
        taskArn: crashed?.taskArn,
        stopCode: "EssentialContainerExited",
        stoppedReason: "Essential container in task exited",
        containers: [{ exitCode: 137 }],
      },
    ]);
    expect((await describeHello(fake)).deployments).toMatchObject([{ rolloutState: "COMPLETED", failedTasks: 0 }]);
  });

  test("replaces a task that became unhealthy, and has its replacement ready before it stops it", async () => {
    const fake = ecsOnFakes();
    await createHello(fake, { balanced: true, desiredCount: 1 });
    await untilSteady(fake);
    const [sick] = await describeTasks(fake);
    const ip = sick?.containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address ?? "";
    fake.setHealth("tg-1", { ip, port: 8080 }, "unhealthy");
    await untilSteady(fake);
    const [stopped] = await describeTasks(fake, "STOPPED");
    const [running] = await describeTasks(fake);
    expect(stopped).toMatchObject({
      taskArn: sick?.taskArn,
      stoppedReason: "Task failed ELB health checks in (target-group tg-1)",
    });
    expect(running?.startedAt?.getTime()).toBeLessThan(stopped?.stoppingAt?.getTime() ?? 0);
  });

  test("leaves a task alone that is unhealthy within its grace period", async () => {
    const fake = ecsOnFakes({ images: { "slow:1": { health: "unhealthy" } } });
    await createHello(fake, { image: "slow:1", balanced: true, desiredCount: 1, healthCheckGracePeriodSeconds: 60 });
    await fake.clock.advance(30_000);
    expect(await describeTasks(fake, "STOPPED")).toEqual([]);
    await fake.clock.advance(60_000);
    expect((await describeTasks(fake, "STOPPED")).length).toBeGreaterThan(0);
  });

  test("starts ever more slowly what never runs, and says so once", async () => {
    const fake = ecsOnFakes({ profile: aws });
    await createHello(fake, {
      image: "missing:1",
      desiredCount: 1,
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: false, rollback: false } },
    });
    await fake.clock.advance(3600_000);
    const starts = fake.events.filter(
      ({ detailType, detail }) => detailType === "ECS Task State Change" && detail.version === 1,
    );
    const gaps = starts.slice(1).map(({ at }, index) => (at - (starts[index]?.at ?? 0)) / 1000);
    expect(gaps[0]).toBeLessThan(45);
    expect(gaps.at(-1)).toBeGreaterThan(700);
    const impaired = fake.events.filter(({ detail }) => detail.eventName === "SERVICE_TASK_START_IMPAIRED");
    expect(impaired).toMatchObject([{ detailType: "ECS Service Action", detail: { eventType: "WARN" } }]);
  });

  test("says that it cannot use a role which is not there", async () => {
    const fake = ecsOnFakes();
    fake.roles.clear();
    await createHello(fake);
    await fake.clock.advance(1_000);
    expect(fake.events.map(({ detail }) => detail.eventName)).toContain("SERVICE_TASK_CONFIGURATION_FAILURE");
    expect(fake.containers).toEqual([]);
  });

  test("puts the base on FARGATE and the rest on FARGATE_SPOT", async () => {
    const fake = ecsOnFakes();
    await fake.run("CreateCluster", { clusterName: "main", capacityProviders: ["FARGATE", "FARGATE_SPOT"] });
    await createHello(fake, {
      desiredCount: 3,
      launchType: undefined,
      capacityProviderStrategy: [
        { capacityProvider: "FARGATE", base: 1 },
        { capacityProvider: "FARGATE_SPOT", weight: 1 },
      ],
    });
    await untilSteady(fake);
    expect((await describeTasks(fake)).map(({ capacityProviderName }) => capacityProviderName).sort()).toEqual([
      "FARGATE",
      "FARGATE_SPOT",
      "FARGATE_SPOT",
    ]);
    const service = await describeHello(fake);
    expect(service.launchType).toBeUndefined();
  });
});

describe("deleting a service", () => {
  test("drains its tasks and leaves it INACTIVE, describable, and its name free", async () => {
    const fake = ecsOnFakes();
    await createHello(fake, { balanced: true });
    await untilSteady(fake);
    const remove = (force: boolean) => fake.run("DeleteService", { cluster: "main", service: "hello", force });
    await expect(remove(false)).rejects.toMatchObject({
      code: "InvalidParameterException",
      message: "The service cannot be stopped while it is scaled above 0.",
    });
    const { service } = await remove(true);
    expect(service?.status).toBe("DRAINING");
    await expect(createHello(fake)).rejects.toMatchObject({
      message: "Unable to Start a service that is still Draining.",
    });

    await fake.clock.advance(60_000);

    expect(await describeHello(fake)).toMatchObject({ status: "INACTIVE", deployments: [] });
    expect(fake.clock.pending()).toBe(0);
    expect(fake.interfaces.size).toBe(0);
    expect(fake.targets.size).toBe(0);
    await createHello(fake);
    expect(await describeHello(fake)).toMatchObject({ status: "ACTIVE" });
  });
});
