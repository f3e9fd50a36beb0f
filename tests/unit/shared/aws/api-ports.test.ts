import { CloudWatchLogsClient, FilterLogEventsCommand, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeServicesCommand, DescribeTasksCommand, ECSClient, ListTasksCommand } from "@aws-sdk/client-ecs";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  DescribeExecutionCommand,
  type ExecutionStatus,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createEventBus } from "../../../../shared/aws/event-bus.ts";
import { createExecutions } from "../../../../shared/aws/executions.ts";
import { createLogLines } from "../../../../shared/aws/log-lines.ts";
import { createLogTail } from "../../../../shared/aws/log-tail.ts";
import { createPlanner } from "../../../../shared/aws/planner.ts";
import { createServiceTasks } from "../../../../shared/aws/service-tasks.ts";
import { Refused, Transient } from "../../../../shared/errors/errors.ts";
import { specOf } from "../plan/fixtures.ts";
import { failure } from "./failure.ts";

const ecs = mockClient(ECSClient);
const logs = mockClient(CloudWatchLogsClient);
const states = mockClient(SFNClient);
const events = mockClient(EventBridgeClient);
const lambda = mockClient(LambdaClient);

beforeEach(() => {
  for (const client of [ecs, logs, states, events, lambda]) client.reset();
});

describe("the tasks of a service", () => {
  const tasks = createServiceTasks(new ECSClient({}));

  test("are the running and the stopped ones, as its own container is", async () => {
    ecs.on(ListTasksCommand, { desiredStatus: "RUNNING" }).resolves({ taskArns: ["arn:task/fairway/1"] });
    ecs.on(ListTasksCommand, { desiredStatus: "STOPPED" }).resolves({ taskArns: ["arn:task/fairway/2"] });
    ecs.on(DescribeTasksCommand, { tasks: ["arn:task/fairway/1"] }).resolves({
      tasks: [
        {
          taskArn: "arn:task/fairway/1",
          lastStatus: "RUNNING",
          desiredStatus: "RUNNING",
          taskDefinitionArn: "arn:td:1",
          availabilityZone: "us-east-1a",
          createdAt: new Date(1000),
          containers: [
            { name: "aws-guardduty-agent", imageDigest: "sha256:other", exitCode: 0 },
            {
              name: "orders",
              imageDigest: "sha256:ours",
              networkInterfaces: [{ privateIpv4Address: "172.31.0.9" }],
            },
          ],
        },
      ],
    });
    ecs.on(DescribeTasksCommand, { tasks: ["arn:task/fairway/2"] }).resolves({
      tasks: [{ taskArn: "arn:task/fairway/2", stopCode: "EssentialContainerExited", containers: [] }],
    });

    expect(await tasks.list("fairway", "orders")).toEqual([
      {
        id: "1",
        lastStatus: "RUNNING",
        desiredStatus: "RUNNING",
        taskDefinitionArn: "arn:td:1",
        zone: "us-east-1a",
        privateIp: "172.31.0.9",
        imageDigest: "sha256:ours",
        createdAt: 1000,
      },
      expect.objectContaining({ id: "2", lastStatus: "UNKNOWN", stopCode: "EssentialContainerExited" }),
    ]);
  });

  test.each(["ClusterNotFoundException", "ServiceNotFoundException"])("are none where ECS says %s", async (code) => {
    ecs.on(ListTasksCommand).rejects(failure(code));

    expect(await tasks.list("fairway", "orders")).toEqual([]);
  });

  test("are counted, unless the service is gone", async () => {
    const service = { status: "ACTIVE", desiredCount: 3, runningCount: 2, pendingCount: 1 };
    ecs
      .on(DescribeServicesCommand)
      .resolvesOnce({ services: [service] })
      .resolvesOnce({ services: [{ ...service, status: "INACTIVE" }] })
      .resolvesOnce({ services: [], failures: [{ reason: "MISSING" }] })
      .rejectsOnce(failure("ClusterNotFoundException"));
    const counts = () => tasks.counts("fairway", "orders");

    expect(await counts()).toEqual({ desired: 3, running: 2, pending: 1 });
    expect([await counts(), await counts(), await counts()]).toEqual([undefined, undefined, undefined]);
  });
});

describe("the end of a log", () => {
  const tail = createLogTail(new CloudWatchLogsClient({}));
  const query = { group: "/fairway/fairway/orders", stream: "task/orders/1", limit: 20 };

  test("is the last lines of one stream, without their line ends", async () => {
    logs
      .on(GetLogEventsCommand, {
        logGroupName: query.group,
        logStreamName: query.stream,
        limit: 20,
        startFromHead: false,
      })
      .resolves({ events: [{ timestamp: 5, message: "hello\n" }], nextBackwardToken: "b/1" });

    expect(await tail.read(query)).toEqual([{ at: 5, message: "hello" }]);
  });

  test("is empty where there is no such stream, and fails where it may not be read", async () => {
    logs.on(GetLogEventsCommand).rejects(failure("ResourceNotFoundException"));
    expect(await tail.read(query)).toEqual([]);
    logs.on(GetLogEventsCommand).rejects(failure("AccessDeniedException"));
    await expect(tail.read(query)).rejects.toThrow();
  });
});

describe("log lines", () => {
  const lines = createLogLines(new CloudWatchLogsClient({}));
  const query = { group: "/fairway/fairway/orders", since: 0, limit: 10 };

  test("are read with filter, stream and cursor, and lose their line end", async () => {
    logs
      .on(FilterLogEventsCommand, {
        logGroupName: query.group,
        startTime: 0,
        limit: 10,
        logStreamNamePrefix: "task/orders/1",
        filterPattern: "ERROR",
        nextToken: "n1",
      })
      .resolves({
        events: [{ timestamp: 5, logStreamName: "task/orders/1", message: "hello\n" }],
        nextToken: "n2",
      });

    expect(await lines.read({ ...query, streamPrefix: "task/orders/1", filter: "ERROR", cursor: "n1" })).toEqual({
      lines: [{ at: 5, stream: "task/orders/1", message: "hello" }],
      cursor: "n2",
    });
  });

  test("are not there where the group is not", async () => {
    logs.on(FilterLogEventsCommand).rejects(failure("ResourceNotFoundException"));

    expect(await lines.read(query)).toBeUndefined();
  });

  test("are refused for a filter or a cursor that cannot be read; other errors stay what they are", async () => {
    logs.on(FilterLogEventsCommand).rejects(failure("InvalidParameterException"));
    await expect(lines.read(query)).rejects.toBeInstanceOf(Refused);

    logs.on(FilterLogEventsCommand).rejects(failure("ThrottlingException"));
    await expect(lines.read(query)).rejects.toMatchObject({ name: "ThrottlingException" });
  });
});

describe("executions", () => {
  const machine = "arn:aws:states:us-east-1:123456789012:stateMachine:fairway-";
  const executions = createExecutions(new SFNClient({}), { deploy: `${machine}deploy`, remove: `${machine}remove` });

  test("are started under the deployment's id, and of one that is over already the ARN is known", async () => {
    states.on(StartExecutionCommand).resolvesOnce({ executionArn: "arn:1" }).rejects(failure("ExecutionAlreadyExists"));

    expect(await executions.start("deploy", "d-1")).toBe("arn:1");
    expect(await executions.start("remove", "d-1")).toBe(
      "arn:aws:states:us-east-1:123456789012:execution:fairway-remove:d-1",
    );
    expect(states.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      stateMachineArn: `${machine}deploy`,
      name: "d-1",
      input: '{"deploymentId":"d-1"}',
    });
  });

  test("that go on for others are numbered, and told from where and why", async () => {
    states.on(StartExecutionCommand).resolves({ executionArn: "arn:1" });
    const error = { Error: "Interrupted", Cause: "stopped" };
    await executions.start("deploy", "d-1", { resumption: { number: 2, from: "undo", error, at: 0 } });
    await executions.start("remove", "d-1", { resumption: { number: 1, from: "begin", error, at: 0 } });

    const inputs = states.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input);
    expect(inputs.map(({ name, input }) => [name, JSON.parse(input ?? "")])).toEqual([
      ["d-1_2", { deploymentId: "d-1", resume: "undo", error }],
      ["d-1_1", { deploymentId: "d-1" }],
    ]);
  });

  test.each<[ExecutionStatus, string]>([
    ["ABORTED", "ABORTED"],
    ["PENDING_REDRIVE", "RUNNING"],
    ["UNHEARD_OF" as ExecutionStatus, "RUNNING"],
  ])("that are %s are found %s", async (status, found) => {
    states.on(DescribeExecutionCommand).resolves({ status, cause: "why" });

    expect(await executions.find({ machine: "deploy", deploymentId: "d-1", number: 1 })).toEqual({
      status: found,
      cause: "why",
    });
    expect(states.commandCalls(DescribeExecutionCommand)[0]?.args[0].input.executionArn).toBe(
      "arn:aws:states:us-east-1:123456789012:execution:fairway-deploy:d-1_1",
    );
  });

  test("that were never started are not found, and need not be stopped", async () => {
    const gone = failure("ExecutionDoesNotExist");
    states.on(DescribeExecutionCommand).rejects(gone).on(StopExecutionCommand).rejects(gone);
    const id = { machine: "deploy", deploymentId: "d-1", number: 0 } as const;

    expect(await executions.find(id)).toBeUndefined();
    await expect(executions.stop(id, { error: "Cancelled", cause: "by ann" })).resolves.toBeUndefined();
  });

  test("that cannot be started are an error", async () => {
    states.on(StartExecutionCommand).rejects(failure("StateMachineDoesNotExist"));

    await expect(executions.start("deploy", "d-1")).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
  });
});

describe("the event bus", () => {
  test("fails where EventBridge answers 200 and took nothing", async () => {
    const bus = createEventBus(new EventBridgeClient({}), "fairway");
    const event = { detailType: "Fairway Count Requested", detail: { service: "orders" } };
    events
      .on(PutEventsCommand)
      .resolvesOnce({ Entries: [{ EventId: "1" }] })
      .resolvesOnce({ Entries: [{ ErrorCode: "ThrottlingException", ErrorMessage: "slow" }] });

    await expect(bus.send(event)).resolves.toBeUndefined();
    await expect(bus.send(event)).rejects.toBeInstanceOf(Transient);
  });
});

describe("the planner", () => {
  const planner = createPlanner(new LambdaClient({}), "fairway-api-plan");
  const spec = specOf({});
  const payload = (value: unknown) => Buffer.from(JSON.stringify(value)) as never;

  test("is asked with the manifest, and its answer is handed on", async () => {
    lambda.on(InvokeCommand).resolves({ Payload: payload({ problems: [] }) });

    expect(await planner.plan(spec)).toEqual({ problems: [] });
    const { FunctionName, Payload } = lambda.commandCalls(InvokeCommand)[0]?.args[0].input ?? {};
    expect([FunctionName, JSON.parse(Buffer.from(Payload as Uint8Array).toString())]).toEqual([
      "fairway-api-plan",
      { spec },
    ]);
  });

  test.each([
    ["Transient", "Transient"],
    ["NotReady", "Transient"],
    ["Sandbox.Timedout", "Transient"],
    ["Runtime.ExitError", "Transient"],
    ["Denied", "Error"],
    ["TypeError", "Error"],
  ])("that failed with %s throws %s", async (errorType, name) => {
    const answer = { FunctionError: "Unhandled", Payload: payload({ errorType, errorMessage: "why" }) };
    lambda.on(InvokeCommand).resolves(answer);

    await expect(planner.plan(spec)).rejects.toMatchObject({ name, message: expect.stringContaining("why") });
  });

  test("that died without a word throws", async () => {
    lambda.on(InvokeCommand).resolves({ FunctionError: "Unhandled", Payload: payload(null) });

    await expect(planner.plan(spec)).rejects.toThrow("fairway-api-plan failed: Unhandled");
  });
});
