import { describe, expect, test } from "@jest/globals";
import type { Input } from "../../../../../local/edge/contract.ts";
import {
  createHello,
  describeTasks,
  ecsOnFakes,
  type FakeWorld,
  network,
  registerWeb,
  untilSteady,
} from "./fake-cloud.ts";

type Container = Partial<NonNullable<Input<"ecs", "RegisterTaskDefinition">["containerDefinitions"]>[number]>;

const logging = (options: Record<string, string> = {}): Container => ({
  logConfiguration: {
    logDriver: "awslogs",
    options: { "awslogs-group": "/hello", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "fw", ...options },
  },
});

/** Runs one task of `image` and goes on until it has stopped, or for two seconds. */
async function runOne(fake: FakeWorld, image: string, container: Container = {}, input: object = {}) {
  await fake.run("CreateCluster", { clusterName: "main" });
  await fake.run("RunTask", {
    cluster: "main",
    taskDefinition: await registerWeb(fake, image, container),
    launchType: "FARGATE",
    networkConfiguration: network,
    ...input,
  });
  await fake.clock.advance(2_000);
  return [...(await describeTasks(fake)), ...(await describeTasks(fake, "STOPPED"))][0];
}

const statuses = (fake: FakeWorld) =>
  fake.events
    .filter(({ detailType }) => detailType === "ECS Task State Change")
    .map(({ detail }) => detail.lastStatus as string);

describe("a task", () => {
  test("goes AWS's way through its life and tells every change with a growing version", async () => {
    const fake = ecsOnFakes();
    const task = await runOne(fake, "hello:1");
    await fake.run("StopTask", { cluster: "main", task: task?.taskArn ?? "", reason: "enough" });
    await fake.clock.advance(2_000);

    expect(statuses(fake)).toEqual([
      "PROVISIONING",
      "PENDING",
      "ACTIVATING",
      "RUNNING",
      "DEACTIVATING",
      "STOPPING",
      "DEPROVISIONING",
      "STOPPED",
    ]);
    const details = fake.events.map(({ detail }) => detail);
    expect(details.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(details.at(-1)).toMatchObject({
      taskArn: task?.taskArn,
      clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/main",
      desiredStatus: "STOPPED",
      group: "family:hello",
      launchType: "FARGATE",
      stopCode: "UserInitiated",
      stoppedReason: "enough",
      attachments: [{ type: "eni", status: "DELETED" }],
      containers: [{ name: "web", exitCode: 143, lastStatus: "STOPPED" }],
    });
    expect(details.at(-1)?.stoppedAt).toMatch(/^2026-01-01T00:00:0\d\.\d{3}Z$/);
    expect(details.every((detail) => !("healthStatus" in detail))).toBe(true);
    expect(fake.interfaces.size).toBe(0);
  });

  test("is reached at its own address while its container runs", async () => {
    const fake = ecsOnFakes();
    const task = await runOne(fake, "hello:1");
    const ip = task?.containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address;
    expect(fake.endpoints.get(`${ip}:8080`)).toMatchObject({ kind: "simulated" });
    expect(task?.attachments?.[0]).toMatchObject({
      type: "ElasticNetworkInterface",
      status: "ATTACHED",
      details: expect.arrayContaining([{ name: "privateIPv4Address", value: ip }]),
    });
    fake.ecs.killTask(task?.taskArn ?? "");
    await fake.clock.advance(2_000);
    expect(fake.endpoints.has(`${ip}:8080`)).toBe(false);
  });

  test("can be described for an hour after it stopped", async () => {
    const fake = ecsOnFakes({ images: { "job:1": { exitsAfter: 10, exitCode: 0 } } });
    const task = await runOne(fake, "job:1");
    expect(task).toMatchObject({ lastStatus: "STOPPED", containers: [{ exitCode: 0 }] });
    await fake.clock.advance(3590_000);
    expect(await describeTasks(fake, "STOPPED")).toHaveLength(1);
    await fake.clock.advance(10_000);
    const { tasks, failures } = await fake.run("DescribeTasks", { cluster: "main", tasks: [task?.taskArn ?? ""] });
    expect(tasks).toEqual([]);
    expect(failures).toEqual([{ arn: task?.taskArn, reason: "MISSING" }]);
  });

  test("is killed when it does not end within its stop timeout", async () => {
    const fake = ecsOnFakes({ images: { "stubborn:1": { stopsAfter: Infinity } } });
    const task = await runOne(fake, "stubborn:1", { stopTimeout: 7 });
    await fake.run("StopTask", { cluster: "main", task: task?.taskArn ?? "" });
    await fake.clock.advance(10_000);
    const [terminated, killed] = fake.containers[0]?.signals ?? [];
    expect([terminated?.signal, killed?.signal]).toEqual(["SIGTERM", "SIGKILL"]);
    expect((killed?.at ?? 0) - (terminated?.at ?? 0)).toBe(7_000);
    expect((await describeTasks(fake, "STOPPED"))[0]).toMatchObject({
      lastStatus: "STOPPED",
      containers: [{ exitCode: 137 }],
    });
  });

  test("says that its container was killed for its memory", async () => {
    const fake = ecsOnFakes({ images: { "hungry:1": { exitsAfter: 100, exitCode: 137, outOfMemory: true } } });
    expect(await runOne(fake, "hungry:1")).toMatchObject({
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
      containers: [{ exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" }],
    });
  });

  test("goes on when a container ends that is not essential", async () => {
    const fake = ecsOnFakes({ images: { "job:1": { exitsAfter: 10, exitCode: 0 } } });
    await fake.run("CreateCluster", { clusterName: "main" });
    const { taskDefinition } = await fake.run("RegisterTaskDefinition", {
      family: "pair",
      cpu: "256",
      memory: "512",
      containerDefinitions: [
        { name: "migrate", image: "job:1", essential: false },
        { name: "web", image: "hello:1", dependsOn: [{ containerName: "migrate", condition: "SUCCESS" }] },
      ],
    });
    await fake.run("RunTask", {
      cluster: "main",
      taskDefinition: taskDefinition?.taskDefinitionArn ?? "",
      launchType: "FARGATE",
      networkConfiguration: network,
    });
    await fake.clock.advance(2_000);
    expect(fake.containers.map(({ request }) => request.name)).toEqual(["migrate", "web"]);
    expect((await describeTasks(fake))[0]).toMatchObject({
      lastStatus: "RUNNING",
      containers: [
        { name: "migrate", lastStatus: "STOPPED", exitCode: 0 },
        { name: "web", lastStatus: "RUNNING" },
      ],
    });
  });

  test("gets variables, overrides, secrets and its command", async () => {
    const fake = ecsOnFakes();
    fake.secrets.set("/hello/key", "s3cret");
    await runOne(
      fake,
      "hello:1",
      {
        command: ["serve"],
        environment: [
          { name: "COLOUR", value: "red" },
          { name: "SIZE", value: "1" },
        ],
        secrets: [{ name: "KEY", valueFrom: "/hello/key" }],
        memory: 256,
      },
      {
        overrides: {
          containerOverrides: [{ name: "web", command: ["run", "once"], environment: [{ name: "SIZE", value: "2" }] }],
        },
      },
    );
    expect(fake.containers[0]?.request).toMatchObject({
      name: "web",
      command: ["run", "once"],
      environment: { COLOUR: "red", SIZE: "2", KEY: "s3cret", AWS_REGION: "us-east-1" },
      ports: [8080],
      memory: 256,
    });
  });

  test("writes its output to the stream of its prefix, container and id", async () => {
    const fake = ecsOnFakes({ images: { "chatty:1": { output: ["hello", "world"] } } });
    const task = await runOne(fake, "chatty:1", logging());
    const id = task?.taskArn?.split("/").at(-1);
    expect([...fake.logs]).toEqual([[`/hello fw/web/${id}`, ["hello", "world"]]]);
  });

  test("publishes what its service uses of its CPU and memory each minute, to be read a minute later", async () => {
    const fake = ecsOnFakes({ images: { "busy:1": { usage: { cpu: 7_500, memory: 128 } } } });
    await createHello(fake, { image: "busy:1", desiredCount: 1 });
    await untilSteady(fake);
    await fake.clock.advance(61_000);
    expect(fake.metrics).toEqual([]);
    await fake.clock.advance(60_000);
    expect(fake.metrics).toMatchObject([
      {
        name: "CPUUtilization",
        value: expect.closeTo(50, -1),
        dimensions: { ClusterName: "main", ServiceName: "hello" },
      },
      { name: "MemoryUtilization", value: 25 },
    ]);
  });
});

describe("a task that cannot start says why", () => {
  const failed = { lastStatus: "STOPPED", stopCode: "TaskFailedToStart" };

  test("when its image is not there", async () => {
    expect(await runOne(ecsOnFakes(), "missing:1")).toMatchObject({
      ...failed,
      stoppedReason:
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/library/missing:1: not found",
    });
  });

  test("when a secret cannot be read", async () => {
    const task = await runOne(ecsOnFakes(), "hello:1", { secrets: [{ name: "KEY", valueFrom: "/no" }] });
    expect(task).toMatchObject({
      ...failed,
      stoppedReason:
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret /no",
    });
  });

  test.each([
    ["/forbidden/key", "ssm:GetParameters on resource: arn:aws:ssm:us-east-1:123456789012:parameter/forbidden/key"],
    [
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:forbidden-AbCdEf:user::",
      "secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:123456789012:secret:forbidden-AbCdEf",
    ],
  ])("when its execution role may not read the secret %s", async (valueFrom, permission) => {
    const task = await runOne(ecsOnFakes(), "hello:1", { secrets: [{ name: "KEY", valueFrom }] });
    expect(task).toMatchObject({
      ...failed,
      stoppedReason: expect.stringMatching(
        /^ResourceInitializationError: unable to pull secrets or registry auth: .* AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role\//,
      ),
    });
    expect(task?.stoppedReason).toContain(`is not authorized to perform: ${permission} because no identity-based`);
  });

  test("when its log group is not there", async () => {
    const task = await runOne(ecsOnFakes(), "hello:1", logging({ "awslogs-group": "/none" }));
    expect(task).toMatchObject({
      ...failed,
      stoppedReason: expect.stringMatching(
        /^ResourceInitializationError: failed to validate logger args: .*The specified log group does not exist/,
      ),
    });
  });

  test("but not when the log group shall be created", async () => {
    const task = await runOne(
      ecsOnFakes(),
      "hello:1",
      logging({ "awslogs-group": "/none", "awslogs-create-group": "true" }),
    );
    expect(task).toMatchObject({ lastStatus: "RUNNING" });
  });

  test("when it has no public address in a subnet that leads out by one", async () => {
    const configuration = { awsvpcConfiguration: { ...network.awsvpcConfiguration, assignPublicIp: "DISABLED" } };
    const task = await runOne(ecsOnFakes(), "hello:1", {}, { networkConfiguration: configuration });
    expect(task).toMatchObject({ ...failed, stoppedReason: expect.stringContaining("i/o timeout") });
  });

  test("when there is no interface to be had", async () => {
    const configuration = { awsvpcConfiguration: { ...network.awsvpcConfiguration, subnets: ["subnet-gone"] } };
    const task = await runOne(ecsOnFakes(), "hello:1", {}, { networkConfiguration: configuration });
    expect(task).toMatchObject({ ...failed, stoppedReason: expect.stringContaining("The subnet does not exist") });
  });
});

test("close ends every container and every timer", async () => {
  const fake = ecsOnFakes();
  await createHello(fake);
  await fake.clock.advance(500);
  await fake.ecs.close();
  await fake.clock.advance(60_000);
  expect(fake.containers.map(({ signals }) => signals.map(({ signal }) => signal))).toEqual([["SIGKILL"], ["SIGKILL"]]);
  expect(fake.clock.pending()).toBe(0);
});
