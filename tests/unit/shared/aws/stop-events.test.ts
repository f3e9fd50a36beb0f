import { DescribeTasksCommand, ECSClient, ListTasksCommand } from "@aws-sdk/client-ecs";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { beforeEach, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { parseTaskStopped } from "../../../../functions/events/task-state/event.ts";
import { createReplayer } from "../../../../shared/aws/replayer.ts";
import { createStopEvents } from "../../../../shared/aws/stop-events.ts";
import { failure } from "./failure.ts";

const ecs = mockClient(ECSClient);
const lambda = mockClient(LambdaClient);
const events = createStopEvents(new ECSClient({ region: "us-east-1" }));

beforeEach(() => {
  ecs.reset();
  lambda.reset();
});

test("a stopped task that ECS still shows is told as its event told it", async () => {
  const taskArn = "arn:aws:ecs:us-east-1:123456789012:task/fairway/0f1e";
  const stoppedAt = new Date("2026-11-23T15:00:14.123Z");
  const task = {
    taskArn,
    group: "service:orders",
    lastStatus: "STOPPED",
    stopCode: "EssentialContainerExited" as const,
    stoppedReason: "Essential container in task exited",
    containers: [{ name: "orders", exitCode: 3, imageDigest: "sha256:1" }],
    startedBy: "ecs-svc/1",
    createdAt: new Date("2026-11-23T15:00:00Z"),
    stoppedAt,
    version: 6,
  };
  ecs.on(ListTasksCommand, { cluster: "c", serviceName: "orders", desiredStatus: "STOPPED" }).resolves({
    taskArns: [taskArn, "gone"],
  });
  ecs.on(DescribeTasksCommand).resolves({ tasks: [task, { taskArn: "x", lastStatus: "DEPROVISIONING" }] });

  const [found, ...others] = await events.list("c", "orders");
  expect(others).toEqual([]);
  expect(found).toMatchObject({ taskId: "0f1e", stoppedAt: stoppedAt.getTime(), stopCode: "EssentialContainerExited" });
  expect(parseTaskStopped(JSON.parse(found?.event ?? ""))).toMatchObject({
    service: "orders",
    taskId: "0f1e",
    version: 6,
    stoppedAt: stoppedAt.getTime(),
    startedBy: "ecs-svc/1",
    containers: [{ name: "orders", exitCode: 3, imageDigest: "sha256:1" }],
  });
});

test("a service or a cluster that is not there has none", async () => {
  ecs
    .on(ListTasksCommand)
    .rejectsOnce(failure("ServiceNotFoundException"))
    .rejectsOnce(failure("ClusterNotFoundException"));
  expect(await events.list("c", "orders")).toEqual([]);
  expect(await events.list("c", "orders")).toEqual([]);
});

test("an event is handed to a function as EventBridge does, and a function that is gone is told", async () => {
  lambda.on(InvokeCommand).resolvesOnce({}).rejectsOnce(failure("ResourceNotFoundException"));
  const replayer = createReplayer(new LambdaClient({ region: "us-east-1" }));
  expect(await replayer.replay("f", "{}")).toBe("replayed");
  expect(lambda.commandCalls(InvokeCommand)[0]?.args[0].input).toMatchObject({ InvocationType: "Event" });
  expect(await replayer.replay("f", "{}")).toBe("absent");
});
