import { describe, expect, test } from "@jest/globals";
import { AwsError } from "../../../../../local/edge/aws-error.ts";
import { functionArn, single, statesHarness, Thrown } from "./harness.ts";

const plain = (name: string, more: object = {}) => single({ Type: "Task", Resource: functionArn(name), ...more });
const invoke = (name: string, more: object = {}) =>
  single({
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Parameters: { FunctionName: functionArn(name), "Payload.$": "$" },
    ...more,
  });
const types = (events: readonly { type?: string }[]) => events.map(({ type }) => type);

describe("a Task that is a function", () => {
  test("hands its input over and its answer on, and writes the history that AWS writes", async () => {
    const { start, finish, history } = statesHarness({ add: ({ a, b }: { a: number; b: number }) => a + b });
    const executionArn = await start(plain("add", { TimeoutSeconds: 5 }), { a: 1, b: 2 });
    expect(await finish(executionArn)).toMatchObject({ status: "SUCCEEDED", output: 3 });
    const timestamp = new Date("2026-01-01T00:00:00Z");
    const whole = { truncated: false };
    expect(await history(executionArn)).toEqual([
      {
        id: 1,
        previousEventId: 0,
        timestamp,
        type: "ExecutionStarted",
        executionStartedEventDetails: {
          input: '{"a":1,"b":2}',
          inputDetails: whole,
          roleArn: "arn:aws:iam::123456789012:role/machine",
        },
      },
      {
        id: 2,
        previousEventId: 0,
        timestamp,
        type: "TaskStateEntered",
        stateEnteredEventDetails: { name: "Only", input: '{"a":1,"b":2}', inputDetails: whole },
      },
      {
        id: 3,
        previousEventId: 2,
        timestamp,
        type: "LambdaFunctionScheduled",
        lambdaFunctionScheduledEventDetails: {
          resource: functionArn("add"),
          input: '{"a":1,"b":2}',
          inputDetails: whole,
          timeoutInSeconds: 5,
        },
      },
      { id: 4, previousEventId: 3, timestamp, type: "LambdaFunctionStarted" },
      {
        id: 5,
        previousEventId: 4,
        timestamp,
        type: "LambdaFunctionSucceeded",
        lambdaFunctionSucceededEventDetails: { output: "3", outputDetails: whole },
      },
      {
        id: 6,
        previousEventId: 5,
        timestamp,
        type: "TaskStateExited",
        stateExitedEventDetails: { name: "Only", output: "3", outputDetails: whole },
      },
      {
        id: 7,
        previousEventId: 6,
        timestamp,
        type: "ExecutionSucceeded",
        executionSucceededEventDetails: { output: "3", outputDetails: whole },
      },
    ]);
  });

  test("fails with the function's error type and its whole answer as cause", async () => {
    const { execute } = statesHarness({
      bad: () => {
        throw new Thrown("QuotaExceeded", "too many");
      },
    });
    expect(await execute(plain("bad"))).toMatchObject({
      status: "FAILED",
      error: "QuotaExceeded",
      cause: '{"errorType":"QuotaExceeded","errorMessage":"too many","trace":[]}',
    });
  });

  test("that does not exist fails as AWS words it", async () => {
    const end = await statesHarness().execute(plain("nope"));
    expect(end.error).toBe("Lambda.ResourceNotFoundException");
    expect(end.cause).toMatch(
      /^Function not found: .*:function:nope \(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: .*; Proxy: null\)$/,
    );
  });

  test("that the machine's role may not invoke fails as AWS words it, and is not invoked", async () => {
    let invoked = false;
    const { execute, rules, asked } = statesHarness({
      f: () => {
        invoked = true;
      },
    });
    rules.decide = ({ action, resources }) => ({ kind: "deny", explicit: false, action, resource: resources[0] ?? "" });
    const end = await execute(plain("f"));
    expect(end.error).toBe("Lambda.AWSLambdaException");
    expect(end.cause).toContain(
      `User: arn:aws:sts::123456789012:assumed-role/machine/e is not authorized to perform: lambda:InvokeFunction on resource: ${functionArn("f")} because no identity-based policy allows the lambda:InvokeFunction action (Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException`,
    );
    expect(asked).toEqual([{ action: "lambda:InvokeFunction", resources: [functionArn("f")] }]);
    expect(invoked).toBe(false);
  });

  test("is retried with growing pauses; the history shows each try and the context the count", async () => {
    const at: number[] = [];
    const { start, finish, clock, history, states } = statesHarness({
      flaky: (count: number) => {
        at.push(clock.now(), count);
        if (at.length < 6) throw new Thrown("Flaky");
        return "ok";
      },
    });
    const began = clock.now();
    const executionArn = await start(
      plain("flaky", {
        InputPath: "$$.State.RetryCount",
        Retry: [{ ErrorEquals: ["Flaky"], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 }],
      }),
    );
    expect(await finish(executionArn)).toMatchObject({ status: "SUCCEEDED", output: "ok" });
    expect(at).toEqual([began, 0, began + 2_000, 1, began + 8_000, 2]);
    expect(types(await history(executionArn)).filter((type) => type?.startsWith("LambdaFunctionS"))).toEqual([
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionSucceeded",
    ]);
    expect(states.transitions(executionArn)).toBe(3);
  });

  test("is cut off after TimeoutSeconds, given or read", async () => {
    const slow = { slow: (_: never, clock: { sleep(ms: number): Promise<void> }) => clock.sleep(60_000) };
    for (const limit of [{ TimeoutSeconds: 5 }, { TimeoutSecondsPath: "$.limit" }]) {
      const { start, finish, clock, history } = statesHarness(slow);
      const began = clock.now();
      const executionArn = await start(plain("slow", limit), { limit: 5 });
      expect(await finish(executionArn)).toEqual({
        status: "FAILED",
        error: "States.Timeout",
        cause: undefined,
        output: undefined,
      });
      expect(clock.now() - began).toBe(5_000);
      expect(types(await history(executionArn)).at(-2)).toBe("LambdaFunctionTimedOut");
    }
  });

  test("is refused an answer beyond 262,144 bytes", async () => {
    const { execute } = statesHarness({ big: () => "x".repeat(262_144) });
    const machine = {
      StartAt: "Only",
      States: {
        Only: {
          Type: "Task",
          Resource: functionArn("big"),
          Catch: [{ ErrorEquals: ["States.ALL"], Next: "Caught" }],
          End: true,
        },
        Caught: { Type: "Pass", End: true },
      },
    };
    expect(await execute(machine)).toMatchObject({
      status: "FAILED",
      error: "States.DataLimitExceeded",
      cause: `The state/task '${functionArn("big")}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    });
  });
});

describe("lambda:invoke", () => {
  test("wraps the answer, and writes the events of an integration", async () => {
    const { start, finish, history } = statesHarness({ f: (payload) => ({ got: payload }) });
    const executionArn = await start(invoke("f", { ResultSelector: { "p.$": "$.Payload", "s.$": "$.StatusCode" } }), 1);
    expect(await finish(executionArn)).toMatchObject({ output: { p: { got: 1 }, s: 200 } });
    const events = await history(executionArn);
    expect(types(events)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "TaskScheduled",
      "TaskStarted",
      "TaskSucceeded",
      "TaskStateExited",
      "ExecutionSucceeded",
    ]);
    expect(events[2]?.taskScheduledEventDetails).toEqual({
      resourceType: "lambda",
      resource: "invoke",
      region: "us-east-1",
      parameters: JSON.stringify({ FunctionName: functionArn("f"), Payload: 1 }),
    });
  });

  test("reports the function's error as TaskFailed", async () => {
    const { start, finish, history } = statesHarness({
      f: () => {
        throw new Thrown("Bad");
      },
    });
    const executionArn = await start(invoke("f"));
    expect(await finish(executionArn)).toMatchObject({ status: "FAILED", error: "Bad" });
    expect((await history(executionArn))[4]).toMatchObject({
      type: "TaskFailed",
      taskFailedEventDetails: { resource: "invoke", resourceType: "lambda", error: "Bad" },
    });
  });
});

describe("a Task that waits for its token", () => {
  const waiting = (more: object = {}) =>
    single({
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Parameters: { FunctionName: functionArn("store"), Payload: { "token.$": "$$.Task.Token" } },
      ...more,
    });

  const started = async (more: object = {}) => {
    const tokens: string[] = [];
    const harness = statesHarness({ store: ({ token }: { token: string }) => void tokens.push(token) });
    const executionArn = await harness.start(waiting(more));
    await harness.clock.advanceUntil(() => tokens.length > 0);
    return { ...harness, executionArn, taskToken: tokens[0] as string, tokens };
  };

  test("goes on with the answer", async () => {
    const { clock, run, finish, history, executionArn, taskToken } = await started();
    await clock.advance(600_000);
    await run("SendTaskSuccess", { taskToken, output: '{"done":true}' });
    expect(await finish(executionArn)).toMatchObject({ status: "SUCCEEDED", output: { done: true } });
    expect(types(await history(executionArn)).slice(2, 6)).toEqual([
      "TaskScheduled",
      "TaskStarted",
      "TaskSubmitted",
      "TaskSucceeded",
    ]);
  });

  test("fails as it is told", async () => {
    const { run, finish, executionArn, taskToken } = await started();
    await run("SendTaskFailure", { taskToken, error: "Refused", cause: "not today" });
    expect(await finish(executionArn)).toMatchObject({ status: "FAILED", error: "Refused", cause: "not today" });
  });

  test("hears an answer from within its own call", async () => {
    const harness = statesHarness({
      store: async ({ token }: { token: string }) => {
        await harness.run("SendTaskSuccess", { taskToken: token, output: "1" });
      },
    });
    expect(await harness.execute(waiting())).toMatchObject({ status: "SUCCEEDED", output: 1 });
  });

  test("takes only one answer, well-formed and in time", async () => {
    const { run, clock, finish, executionArn, taskToken } = await started({ TimeoutSeconds: 60 });
    await expect(run("SendTaskSuccess", { taskToken: "nonsense", output: "1" })).rejects.toMatchObject({
      code: "InvalidToken",
    });
    await expect(run("SendTaskSuccess", { taskToken, output: "{" })).rejects.toMatchObject({ code: "InvalidOutput" });
    await clock.advance(61_000);
    expect(await finish(executionArn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    await expect(run("SendTaskSuccess", { taskToken, output: "1" })).rejects.toMatchObject({
      code: "TaskTimedOut",
      message: "Task Timed Out: 'Provided task does not exist anymore'",
    });
  });

  test("lives on heartbeats, and dies without", async () => {
    const { run, clock, describe: look, finish, executionArn, taskToken } = await started({ HeartbeatSeconds: 10 });
    for (let beat = 0; beat < 5; beat++) {
      await clock.advance(9_000);
      await run("SendTaskHeartbeat", { taskToken });
    }
    expect((await look(executionArn)).status).toBe("RUNNING");
    const last = clock.now();
    expect(await finish(executionArn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect(clock.now() - last).toBe(10_000);
  });

  test("can be caught as States.HeartbeatTimeout", async () => {
    const { execute } = statesHarness({ store: () => undefined });
    const end = await execute({
      StartAt: "Only",
      States: {
        Only: {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
          Parameters: { FunctionName: functionArn("store"), Payload: { "token.$": "$$.Task.Token" } },
          HeartbeatSeconds: 3,
          Catch: [{ ErrorEquals: ["States.HeartbeatTimeout"], Next: "Caught" }],
          End: true,
        },
        Caught: { Type: "Pass", End: true },
      },
    });
    expect(end).toMatchObject({ status: "SUCCEEDED", output: { Error: "States.Timeout", Cause: "" } });
  });

  test("gets a new token with each try", async () => {
    const { run, finish, clock, executionArn, tokens } = await started({
      Retry: [{ ErrorEquals: ["Again"], MaxAttempts: 1 }],
    });
    await run("SendTaskFailure", { taskToken: tokens[0], error: "Again" });
    await clock.advanceUntil(() => tokens.length === 2);
    expect(tokens[1]).not.toBe(tokens[0]);
    await run("SendTaskSuccess", { taskToken: tokens[1], output: "2" });
    expect(await finish(executionArn)).toMatchObject({ status: "SUCCEEDED", output: 2 });
  });
});

describe("states:startExecution", () => {
  const child = (harness: ReturnType<typeof statesHarness>, state: object) => harness.create(single(state), "child");
  const parent = (pattern: string) =>
    single({
      Type: "Task",
      Resource: `arn:aws:states:::states:startExecution${pattern}`,
      Parameters: {
        StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:child",
        Name: "c",
        Input: { "n.$": "$.n" },
      },
    });

  test("starts and goes on", async () => {
    const harness = statesHarness();
    await child(harness, { Type: "Wait", Seconds: 60 });
    const { output } = await harness.execute(parent(""), { n: 1 });
    const childArn = "arn:aws:states:us-east-1:123456789012:execution:child:c";
    expect(output).toMatchObject({ ExecutionArn: childArn });
    expect((await harness.describe(childArn)).status).toBe("RUNNING");
  });

  test(".sync:2 waits and reads the output; .sync keeps it as text", async () => {
    for (const [pattern, out] of [
      [".sync:2", { n: 1 }],
      [".sync", '{"n":1}'],
    ] as const) {
      const harness = statesHarness();
      await child(harness, { Type: "Wait", Seconds: 60 });
      const { output } = await harness.execute(parent(pattern), { n: 1 });
      expect(output).toMatchObject({ Status: "SUCCEEDED", Output: out, Name: "c" });
    }
  });

  test(".sync fails with the child, and ends it when it is stopped itself", async () => {
    const failing = statesHarness();
    await failing.create({ StartAt: "F", States: { F: { Type: "Fail", Error: "Oops", Cause: "why" } } }, "child");
    const end = await failing.execute(parent(".sync:2"), { n: 1 });
    expect(end.error).toBe("States.TaskFailed");
    expect(JSON.parse(end.cause ?? "")).toMatchObject({ Error: "Oops", Cause: "why", Status: "FAILED" });

    const stopped = statesHarness();
    await child(stopped, { Type: "Wait", Seconds: 60 });
    const executionArn = await stopped.start(parent(".sync:2"), { n: 1 });
    await stopped.clock.advance(1_000);
    await stopped.run("StopExecution", { executionArn });
    expect((await stopped.describe("arn:aws:states:us-east-1:123456789012:execution:child:c")).status).toBe("ABORTED");
  });

  test("of a machine that is not there fails as AWS words it", async () => {
    expect(await statesHarness().execute(parent(""), { n: 1 })).toMatchObject({
      status: "FAILED",
      error: "StepFunctions.StateMachineDoesNotExistException",
    });
  });
});

describe("a Task that calls a service", () => {
  const task = (Resource: string, Parameters: object) => single({ Type: "Task", Resource, Parameters });

  test("asks for the machine's role and makes the call", async () => {
    const { execute, rules, asked, sdkCalls } = statesHarness();
    rules.sdk = () => ({ Attributes: { n: { N: "1" } }, at: new Date(0) });
    const end = await execute(
      task("arn:aws:states:::dynamodb:updateItem", { TableName: "t", Key: { id: { S: "a" } } }),
    );
    expect(end).toMatchObject({
      status: "SUCCEEDED",
      output: { Attributes: { n: { N: "1" } }, at: "1970-01-01T00:00:00.000Z" },
    });
    expect(asked).toEqual([
      { action: "dynamodb:UpdateItem", resources: ["arn:aws:dynamodb:us-east-1:123456789012:table/t"] },
    ]);
    expect(sdkCalls).toEqual([
      { kind: "dynamodb", operation: "UpdateItem", input: { TableName: "t", Key: { id: { S: "a" } } } },
    ]);
  });

  test("writes members in upper case where the API has them in lower case", async () => {
    const { execute, rules, sdkCalls } = statesHarness();
    rules.sdk = () => ({ services: [{ serviceName: "s" }] });
    const end = await execute(task("arn:aws:states:::aws-sdk:ecs:describeServices", { Cluster: "c", Services: ["s"] }));
    expect(end).toMatchObject({ output: { Services: [{ ServiceName: "s" }] } });
    expect(sdkCalls[0]).toMatchObject({
      kind: "ecs",
      operation: "DescribeServices",
      input: { cluster: "c", services: ["s"] },
    });
  });

  test("fails with the service's error under its name", async () => {
    const { execute, rules } = statesHarness();
    rules.sdk = () => {
      throw new AwsError("ConditionalCheckFailedException", "The conditional request failed");
    };
    expect(await execute(task("arn:aws:states:::dynamodb:putItem", { TableName: "t" }))).toMatchObject({
      error: "DynamoDb.ConditionalCheckFailedException",
    });
  });

  test("puts events, with their detail as text, and fails when one is lost", async () => {
    const { execute, rules, sdkCalls } = statesHarness();
    rules.sdk = () => ({ FailedEntryCount: 1, Entries: [{ ErrorCode: "X" }] });
    const end = await execute(
      task("arn:aws:states:::events:putEvents", { Entries: [{ Source: "s", DetailType: "d", Detail: { a: 1 } }] }),
    );
    expect(sdkCalls[0]).toMatchObject({ operation: "PutEvents", input: { Entries: [{ Detail: '{"a":1}' }] } });
    expect(end).toMatchObject({ error: "EventBridge.FailedEntry" });
  });

  test("that this cloud does not have fails and says what there is", async () => {
    const end = await statesHarness().execute(task("arn:aws:states:::sqs:sendMessage", {}));
    expect(end).toMatchObject({ status: "FAILED", error: "States.Runtime" });
    expect(end.cause).toContain(
      "The resource 'sqs:sendMessage' is not implemented by this cloud. It has lambda:invoke",
    );
  });
});
