import { describe, expect, test } from "@jest/globals";
import { createHello, ecsOnFakes, registerWeb } from "./fake-cloud.ts";

const account = "arn:aws:ecs:us-east-1:123456789012";
const inMain = { "ecs:cluster": `${account}:cluster/main` };

describe("what calls ask of IAM", () => {
  test("registering passes the roles that it names, to ECS tasks only", () => {
    const { ecs, call } = ecsOnFakes();
    const input = {
      family: "hello",
      taskRoleArn: "arn:aws:iam::123456789012:role/task",
      executionRoleArn: "execution",
      tags: [{ key: "owner", value: "me" }],
    };
    const tags = { "aws:RequestTag/owner": "me", "aws:TagKeys": ["owner"] };
    const passed = { "iam:PassedToService": "ecs-tasks.amazonaws.com" };
    expect(ecs.service.permissions("RegisterTaskDefinition", input, call)).toEqual([
      { action: "ecs:RegisterTaskDefinition", resources: [`${account}:task-definition/hello`], keys: tags },
      {
        action: "ecs:TagResource",
        resources: [`${account}:task-definition/hello`],
        keys: { ...tags, "ecs:CreateAction": "RegisterTaskDefinition" },
      },
      { action: "iam:PassRole", resources: ["arn:aws:iam::123456789012:role/task"], keys: passed },
      { action: "iam:PassRole", resources: ["arn:aws:iam::123456789012:role/execution"], keys: passed },
    ]);
  });

  test("creating a service asks for that service in its cluster", async () => {
    const fake = ecsOnFakes();
    const arn = await registerWeb(fake, "hello:1");
    const asked = fake.ecs.service.permissions(
      "CreateService",
      { cluster: inMain["ecs:cluster"], serviceName: "hello", taskDefinition: "hello" },
      fake.call,
    );
    expect(asked).toEqual([
      {
        action: "ecs:CreateService",
        resources: [`${account}:service/main/hello`],
        keys: { ...inMain, "ecs:task-definition": arn },
      },
      {
        action: "iam:PassRole",
        resources: ["arn:aws:iam::123456789012:role/execution"],
        keys: { "iam:PassedToService": "ecs-tasks.amazonaws.com" },
      },
    ]);
  });

  test.each([
    ["DeleteService", { cluster: "main", service: "hello" }, "service/main/hello"],
    ["DescribeServices", { cluster: "main", services: ["hello"] }, "service/main/hello"],
    ["StopTask", { cluster: "main", task: "abc" }, "task/main/abc"],
    ["DescribeTasks", { cluster: "main", tasks: [`${account}:task/main/abc`] }, "task/main/abc"],
    ["ListTasks", { cluster: "main" }, "container-instance/main/*"],
    ["ListServiceDeployments", { cluster: "main", service: "hello" }, "service/main/hello"],
  ])("%s asks for its resource", (operation, input, resource) => {
    const { ecs, call } = ecsOnFakes();
    expect(ecs.service.permissions(operation, input, call)).toEqual([
      { action: `ecs:${operation}`, resources: [`${account}:${resource}`], keys: inMain },
    ]);
  });

  test.each([
    ["CreateService", { cluster: "main", serviceName: "hello", taskDefinition: "hello" }],
    ["UpdateService", { cluster: "main", service: "hello", taskDefinition: "hello" }],
    ["RunTask", { cluster: "main", taskDefinition: "hello" }],
  ])("%s passes the roles that its task definition names", async (operation, input) => {
    const fake = ecsOnFakes();
    await createHello(fake);
    expect(fake.ecs.service.permissions(operation, input, fake.call)).toContainEqual({
      action: "iam:PassRole",
      resources: ["arn:aws:iam::123456789012:role/execution"],
      keys: { "iam:PassedToService": "ecs-tasks.amazonaws.com" },
    });
  });

  test("an update of the count passes no role", async () => {
    const fake = ecsOnFakes();
    await createHello(fake);
    const asked = fake.ecs.service.permissions(
      "UpdateService",
      { cluster: "main", service: "hello", desiredCount: 2 },
      fake.call,
    );
    expect(asked.map(({ action }) => action)).toEqual(["ecs:UpdateService"]);
  });

  test("reading a service's revision asks for the service too", () => {
    const { ecs, call } = ecsOnFakes();
    const input = { serviceRevisionArns: [`${account}:service-revision/main/hello/1`] };
    expect(ecs.service.permissions("DescribeServiceRevisions", input, call)).toEqual([
      { action: "ecs:DescribeServiceRevisions", resources: [`${account}:service/main/hello`], keys: inMain },
      {
        action: "ecs:DescribeServiceRevisions",
        resources: [`${account}:service-revision/main/hello/1`],
        keys: { ...inMain, "ecs:service": `${account}:service/main/hello` },
      },
    ]);
  });

  test("running a task passes the roles of its overrides in place of the task definition's", async () => {
    const fake = ecsOnFakes();
    await createHello(fake);
    const input = { cluster: "main", taskDefinition: "hello", overrides: { taskRoleArn: "arn:aws:iam::1:role/x" } };
    expect(
      fake.ecs.service.permissions("RunTask", input, fake.call).map(({ action, resources }) => [action, resources]),
    ).toEqual([
      ["ecs:RunTask", [`${account}:task-definition/hello:1`]],
      ["iam:PassRole", ["arn:aws:iam::1:role/x"]],
      ["iam:PassRole", ["arn:aws:iam::123456789012:role/execution"]],
    ]);
  });

  test("reading a task definition knows no resource", () => {
    const { ecs, call } = ecsOnFakes();
    expect(ecs.service.permissions("DescribeTaskDefinition", { taskDefinition: "hello" }, call)).toEqual([
      { action: "ecs:DescribeTaskDefinition", resources: ["*"] },
    ]);
  });
});
