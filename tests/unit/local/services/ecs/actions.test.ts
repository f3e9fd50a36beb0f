import { describe, expect, test } from "@jest/globals";
import type { Input } from "../../../../../local/edge/contract.ts";
import { createHello, describeHello, ecsOnFakes, network, registerWeb, untilSteady } from "./fake-cloud.ts";

describe("clusters", () => {
  test("are made once under a name", async () => {
    const { run } = ecsOnFakes();
    const first = await run("CreateCluster", { clusterName: "main", tags: [{ key: "team", value: "a" }] });
    const second = await run("CreateCluster", { clusterName: "main" });
    expect(second.cluster?.clusterArn).toBe(first.cluster?.clusterArn);
    await expect(
      run("CreateCluster", { clusterName: "main", tags: [{ key: "team", value: "b" }] }),
    ).rejects.toMatchObject({
      code: "InvalidParameterException",
      message: expect.stringMatching(/idempotent request/),
    });
    expect((await run("ListClusters", {})).clusterArns).toEqual([first.cluster?.clusterArn]);
    const { clusters, failures } = await run("DescribeClusters", { clusters: ["main", "other"], include: ["TAGS"] });
    expect(clusters).toMatchObject([{ status: "ACTIVE", tags: [{ key: "team", value: "a" }] }]);
    expect(failures).toEqual([{ arn: "arn:aws:ecs:us-east-1:123456789012:cluster/other", reason: "MISSING" }]);
  });

  test("are not deleted while they have services, and are INACTIVE afterwards", async () => {
    const fake = ecsOnFakes();
    await createHello(fake);
    await untilSteady(fake);
    const remove = () => fake.run("DeleteCluster", { cluster: "main" });
    await expect(remove()).rejects.toMatchObject({ code: "ClusterContainsServicesException" });
    await fake.run("DeleteService", { cluster: "main", service: "hello", force: true });
    await fake.clock.advance(60_000);
    expect((await remove()).cluster?.status).toBe("INACTIVE");
    expect((await fake.run("ListClusters", {})).clusterArns).toEqual([]);
  });

  test("know only Fargate's capacity providers", async () => {
    const { run } = ecsOnFakes();
    await run("CreateCluster", { clusterName: "main" });
    const { cluster } = await run("PutClusterCapacityProviders", {
      cluster: "main",
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }],
    });
    expect(cluster).toMatchObject({ capacityProviders: ["FARGATE", "FARGATE_SPOT"] });
    await expect(
      run("PutClusterCapacityProviders", {
        cluster: "main",
        capacityProviders: ["mine"],
        defaultCapacityProviderStrategy: [],
      }),
    ).rejects.toMatchObject({ code: "InvalidParameterException" });
    const { capacityProviders } = await run("DescribeCapacityProviders", {});
    expect(capacityProviders?.map(({ name }) => name)).toEqual(["FARGATE", "FARGATE_SPOT"]);
  });
});

describe("task definitions", () => {
  test("get a new revision with each registration, and never one that was there", async () => {
    const fake = ecsOnFakes();
    const first = await registerWeb(fake, "hello:1");
    const second = await registerWeb(fake, "hello:1");
    expect([first, second].map((arn) => arn.split("/")[1])).toEqual(["hello:1", "hello:2"]);
    await fake.run("DeregisterTaskDefinition", { taskDefinition: "hello:2" });
    await fake.run("DeleteTaskDefinitions", { taskDefinitions: ["hello:2"] });
    expect((await registerWeb(fake, "hello:1")).split("/")[1]).toBe("hello:3");
    expect((await fake.run("ListTaskDefinitions", { familyPrefix: "hello", sort: "DESC" })).taskDefinitionArns).toEqual(
      [expect.stringMatching(/hello:3$/), first],
    );
    expect((await fake.run("ListTaskDefinitionFamilies", {})).families).toEqual(["hello"]);
    const { taskDefinition } = await fake.run("DescribeTaskDefinition", { taskDefinition: "hello" });
    expect(taskDefinition?.revision).toBe(3);
  });

  const valid: Input<"ecs", "RegisterTaskDefinition"> = {
    family: "hello",
    cpu: "256",
    memory: "512",
    containerDefinitions: [{ name: "web", image: "hello:1" }],
  };
  test.each([
    [{ memory: "4096" }, /^No Fargate configuration exists for given values: 256 CPU, 4096 memory/],
    [{ containerDefinitions: [] }, /^Container list cannot be empty/],
    [{ networkMode: "bridge" as const }, /awsvpc/],
    [{ containerDefinitions: [{ name: "web" }] }, /^Container.image should not be null or empty/],
    [{ containerDefinitions: [{ name: "web", image: "a", essential: false }] }, /essential/],
    [
      { containerDefinitions: [{ name: "web", image: "a", secrets: [{ name: "KEY", valueFrom: "/key" }] }] },
      /'executionRoleArn'/,
    ],
  ])("refuse what Fargate cannot run: %j", async (change, message) => {
    const { run } = ecsOnFakes();
    await expect(run("RegisterTaskDefinition", { ...valid, ...change })).rejects.toMatchObject({
      code: "ClientException",
      message: expect.stringMatching(message),
    });
  });

  test("that are INACTIVE cannot be deployed", async () => {
    const fake = ecsOnFakes();
    const taskDefinition = await registerWeb(fake, "hello:1");
    await fake.run("DeregisterTaskDefinition", { taskDefinition });
    await expect(createHello(fake, { taskDefinition })).rejects.toMatchObject({
      code: "ClientException",
      message: "TaskDefinition is inactive",
    });
  });
});

describe("CreateService", () => {
  test("answers the same service for the same call, and refuses another under its name", async () => {
    const fake = ecsOnFakes();
    const taskDefinition = await registerWeb(fake, "hello:1");
    await createHello(fake, { taskDefinition, clientToken: "one" });
    await createHello(fake, { taskDefinition, clientToken: "one" });
    expect((await describeHello(fake)).deployments).toHaveLength(1);
    await expect(createHello(fake, { taskDefinition, clientToken: "one", desiredCount: 3 })).rejects.toMatchObject({
      code: "InvalidParameterException",
      message: "Creation of service was not idempotent.",
    });
  });

  const balanced = { targetGroupArn: "tg-1", containerName: "web", containerPort: 8080 };
  test.each([
    [{ cluster: "none" }, "ClusterNotFoundException", "Cluster not found."],
    [
      { loadBalancers: [{ ...balanced, targetGroupArn: "tg-alone" }] },
      "InvalidParameterException",
      "The target group with targetGroupArn tg-alone does not have an associated load balancer.",
    ],
    [
      { loadBalancers: [{ ...balanced, containerName: "other" }] },
      "InvalidParameterException",
      "The container other does not exist in the task definition.",
    ],
    [{ taskDefinition: "none:1" }, "ClientException", "TaskDefinition not found."],
    [
      { networkConfiguration: undefined },
      "InvalidParameterException",
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    ],
    [
      { launchType: undefined, capacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }] },
      "InvalidParameterException",
      expect.stringContaining("not associated with the cluster"),
    ],
    [{ launchType: "EC2" as const }, "NotImplemented", expect.stringContaining("EC2")],
    [{ deploymentConfiguration: { bakeTimeInMinutes: 5 } }, "NotImplemented", expect.stringContaining("bakeTime")],
    [{ deploymentConfiguration: { strategy: "CANARY" as const } }, "NotImplemented", expect.stringContaining("CANARY")],
  ])("refuses %j", async (change, code, message) => {
    await expect(createHello(ecsOnFakes(), change)).rejects.toMatchObject({ code, message });
  });
});

describe("UpdateService", () => {
  test("changes nothing when anything is wrong", async () => {
    const fake = ecsOnFakes();
    await createHello(fake);
    await expect(
      fake.run("UpdateService", { cluster: "main", service: "hello", desiredCount: 5, taskDefinition: "none:1" }),
    ).rejects.toMatchObject({ code: "ClientException" });
    expect((await describeHello(fake)).desiredCount).toBe(2);
  });

  test("makes no deployment for the same task definition, and one for each force", async () => {
    const fake = ecsOnFakes();
    await createHello(fake);
    await untilSteady(fake);
    const { taskDefinition } = await describeHello(fake);
    const update = (more: object) => fake.run("UpdateService", { cluster: "main", service: "hello", ...more });
    expect((await update({ taskDefinition })).service?.deployments).toHaveLength(1);
    expect((await update({ forceNewDeployment: true })).service?.deployments).toHaveLength(2);
    expect((await update({ forceNewDeployment: true })).service?.deployments).toHaveLength(3);
  });

  test("wants a new deployment with another strategy", async () => {
    const fake = ecsOnFakes();
    await fake.run("CreateCluster", { clusterName: "main", capacityProviders: ["FARGATE", "FARGATE_SPOT"] });
    await createHello(fake);
    const update = (forceNewDeployment: boolean) =>
      fake.run("UpdateService", {
        cluster: "main",
        service: "hello",
        capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
        forceNewDeployment,
      });
    await expect(update(false)).rejects.toMatchObject({
      message: expect.stringContaining("must force a new deployment"),
    });
    const { service } = await update(true);
    expect(service?.launchType).toBeUndefined();
    expect(service?.capacityProviderStrategy).toMatchObject([{ capacityProvider: "FARGATE_SPOT" }]);
  });

  test("knows services that are not there or not active", async () => {
    const fake = ecsOnFakes();
    await createHello(fake);
    const update = (service: string) => fake.run("UpdateService", { cluster: "main", service, desiredCount: 1 });
    await expect(update("other")).rejects.toMatchObject({ code: "ServiceNotFoundException" });
    await fake.run("DeleteService", { cluster: "main", service: "hello", force: true });
    await expect(update("hello")).rejects.toMatchObject({ code: "ServiceNotActiveException" });
  });
});

describe("RunTask", () => {
  test("runs once for a token, and refuses the token with another request", async () => {
    const fake = ecsOnFakes();
    await fake.run("CreateCluster", { clusterName: "main" });
    const taskDefinition = await registerWeb(fake, "hello:1");
    const runTask = (count: number) =>
      fake.run("RunTask", {
        cluster: "main",
        taskDefinition,
        count,
        launchType: "FARGATE",
        networkConfiguration: network,
        clientToken: "one",
      });
    const first = await runTask(2);
    const second = await runTask(2);
    expect(second.tasks?.map(({ taskArn }) => taskArn)).toEqual(first.tasks?.map(({ taskArn }) => taskArn));
    await expect(runTask(1)).rejects.toMatchObject({ code: "ConflictException" });
  });
});

describe("looking around", () => {
  test("lists in pages", async () => {
    const fake = ecsOnFakes();
    for (let number = 0; number < 3; number++) await registerWeb(fake, "hello:1");
    const first = await fake.run("ListTaskDefinitions", { maxResults: 2 });
    const second = await fake.run("ListTaskDefinitions", { maxResults: 2, nextToken: first.nextToken });
    expect([first.taskDefinitionArns?.length, second.taskDefinitionArns?.length]).toEqual([2, 1]);
    expect(second.nextToken).toBeUndefined();
  });

  test("names what is missing", async () => {
    const fake = ecsOnFakes();
    await createHello(fake);
    const { services, failures } = await fake.run("DescribeServices", {
      cluster: "main",
      services: ["hello", "other"],
    });
    expect(services).toHaveLength(1);
    expect(failures).toEqual([{ arn: "arn:aws:ecs:us-east-1:123456789012:service/main/other", reason: "MISSING" }]);
    expect((await fake.run("ListServices", { cluster: "main" })).serviceArns).toHaveLength(1);
    expect((await fake.run("ListAccountSettings", { name: "tagResourceAuthorization" })).settings).toMatchObject([
      { value: "on" },
    ]);
  });

  test("tags what can be tagged, and tasks carry the tags of their service", async () => {
    const fake = ecsOnFakes();
    await createHello(fake, { tags: [{ key: "team", value: "a" }], propagateTags: "SERVICE", desiredCount: 1 });
    await untilSteady(fake);
    const resourceArn = (await describeHello(fake)).serviceArn ?? "";
    await fake.run("TagResource", { resourceArn, tags: [{ key: "cost", value: "1" }] });
    await fake.run("UntagResource", { resourceArn, tagKeys: ["team"] });
    expect((await fake.run("ListTagsForResource", { resourceArn })).tags).toEqual([{ key: "cost", value: "1" }]);
    const [taskArn = ""] = (await fake.run("ListTasks", { cluster: "main" })).taskArns ?? [];
    const { tasks } = await fake.run("DescribeTasks", { cluster: "main", tasks: [taskArn], include: ["TAGS"] });
    expect(tasks?.[0]?.tags).toEqual([{ key: "team", value: "a" }]);
  });
});
