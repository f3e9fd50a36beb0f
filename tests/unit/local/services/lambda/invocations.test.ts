import { describe, expect, test } from "@jest/globals";
import { type InProcessHandler, inProcessRunner } from "../../../../../local/services/lambda/index.ts";
import { aws } from "../../../../../local/world/profile.ts";
import { virtualClock } from "../../../../../local/world/virtual-clock.ts";
import { decode, lambdaOn, makeHost, roleArn, zip } from "./lambda-host.ts";

const bundle = zip("");

async function start(handler: InProcessHandler, timeout = 3) {
  const clock = virtualClock();
  const { host, logged, sent } = makeHost(clock, { ...aws, lambdaCold: [300, 300], lambdaWarm: [20, 20] });
  const { lambda, run } = lambdaOn(host, inProcessRunner(host.world, new Map([["hello", handler]])));
  await run("CreateFunction", {
    FunctionName: "hello",
    Role: roleArn,
    Runtime: "nodejs24.x",
    Handler: "index.handler",
    Timeout: timeout,
    Code: { ZipFile: bundle },
  });
  return { clock, host, lambda, run, logged, sent };
}

/** Lets the clock run until the promise is settled, and tells how long that took. */
async function timed<T>(clock: ReturnType<typeof virtualClock>, work: Promise<T>) {
  const began = clock.now();
  let settled = false;
  void work
    .finally(() => {
      settled = true;
    })
    .catch(() => {});
  await clock.advanceUntil(() => settled);
  return { value: await work, took: clock.now() - began };
}

describe("A function on a virtual clock", () => {
  test("costs a cold start, then only what a warm environment costs", async () => {
    const { clock, lambda } = await start(async () => "done");

    const cold = await timed(clock, lambda.port.invoke("hello", {}));
    const warm = await timed(clock, lambda.port.invoke("hello", {}));

    expect([cold.took, warm.took]).toEqual([320, 20]);
    expect(warm.value).toEqual({ kind: "result", payload: "done" });
  });

  test("starts cold again beside a busy environment, and after a long pause", async () => {
    const { clock, lambda } = await start(async () => "done");
    await timed(clock, lambda.port.invoke("hello", {}));

    const both = await timed(clock, Promise.all([lambda.port.invoke("hello", {}), lambda.port.invoke("hello", {})]));
    await clock.advance(3_600_000);
    const afterPause = await timed(clock, lambda.port.invoke("hello", {}));

    expect([both.took, afterPause.took]).toEqual([320, 320]);
  });

  test("is answered as timed out when its time is over", async () => {
    const { clock, host, lambda } = await start(async () => host.world.clock.sleep(60_000));

    const { value, took } = await timed(clock, lambda.port.invoke("hello", {}));

    expect(value).toMatchObject({
      kind: "error",
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringContaining("3.00 seconds"),
    });
    expect(took).toBe(3_300);
  });

  test("gets a copy of the event, as over the wire", async () => {
    const { clock, lambda } = await start(async (event) => {
      (event as { list: number[] }).list.push(1);
      return event;
    });
    const event = { list: [], gone: undefined };

    const { value } = await timed(clock, lambda.port.invoke("hello", event));

    expect(value).toEqual({ kind: "result", payload: { list: [1] } });
    expect(event.list).toEqual([]);
  });
});

describe("An asynchronous invocation", () => {
  test("is tried again after one and two minutes with the same request id, then becomes a dead letter", async () => {
    const attempts: { at: number; id: string }[] = [];
    const { clock, run, lambda } = await start(async (_, context) => {
      attempts.push({ at: clock.now(), id: context.awsRequestId });
      throw new Error("no");
    });
    const began = clock.now();

    const answer = await run("Invoke", {
      FunctionName: "hello",
      InvocationType: "Event",
      Payload: Buffer.from('{"a":1}'),
    });
    await clock.advance(3_600_000);

    expect(answer.StatusCode).toBe(202);
    expect(attempts.map(({ at }) => Math.round((at - began) / 1_000))).toEqual([0, 60, 180]);
    expect(new Set(attempts.map(({ id }) => id)).size).toBe(1);
    expect(lambda.deadLetters()).toMatchObject([
      { payload: { a: 1 }, condition: "RetriesExhausted", attempts: 3, response: { errorMessage: "no" } },
    ]);
  });

  test("is tried as often as its configuration says, and its failure names the destination", async () => {
    let attempts = 0;
    const { clock, run, lambda, sent } = await start(async () => {
      attempts++;
      throw new Error("no");
    });
    const queue = "arn:aws:sqs:us-east-1:123456789012:dead";
    await run("PutFunctionEventInvokeConfig", {
      FunctionName: "hello",
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: queue } },
    });

    lambda.port.enqueue("hello", {});
    await clock.advance(3_600_000);

    expect(attempts).toBe(1);
    expect(lambda.deadLetters()).toMatchObject([{ destinationArn: queue }]);
    expect(sent).toMatchObject([
      {
        queueArn: queue,
        by: roleArn,
        body: {
          version: "1.0",
          requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 1 },
          requestPayload: {},
          responsePayload: { errorMessage: "no" },
        },
      },
    ]);
  });

  test("waits while the function's concurrency is used up, and is given up after six hours", async () => {
    let runs = 0;
    const { clock, run, lambda } = await start(async () => runs++);
    await run("PutFunctionConcurrency", { FunctionName: "hello", ReservedConcurrentExecutions: 0 });

    lambda.port.enqueue("hello", { first: true });
    await clock.advance(60_000);
    await run("DeleteFunctionConcurrency", { FunctionName: "hello" });
    await clock.advance(600_000);
    await run("PutFunctionConcurrency", { FunctionName: "hello", ReservedConcurrentExecutions: 0 });
    lambda.port.enqueue("hello", { second: true });
    await clock.advance(7 * 3_600_000);

    expect(runs).toBe(1);
    expect(lambda.deadLetters()).toMatchObject([{ payload: { second: true }, condition: "EventAgeExceeded" }]);
  });
});

describe("Invoke", () => {
  test("refuses more than the reserved concurrency", async () => {
    const { clock, run } = await start(async () => "done");
    await run("PutFunctionConcurrency", { FunctionName: "hello", ReservedConcurrentExecutions: 1 });

    const first = run("Invoke", { FunctionName: "hello" });
    const second = run("Invoke", { FunctionName: "hello" });

    await expect(second).rejects.toMatchObject({
      code: "TooManyRequestsException",
      status: 429,
      fields: { Reason: "ReservedFunctionConcurrentInvocationLimitExceeded" },
    });
    await timed(clock, first);
  });

  test.each([
    ["hello", 200],
    ["arn:aws:lambda:us-east-1:123456789012:function:hello", 200],
    ["123456789012:function:hello", 200],
    ["hello:$LATEST", 200],
    ["hello:1", 200],
  ])("finds the function as %s", async (FunctionName, status) => {
    const { clock, run } = await start(async () => "done");
    await run("PublishVersion", { FunctionName: "hello" });

    const { value } = await timed(clock, run("Invoke", { FunctionName }));

    expect(value.StatusCode).toBe(status);
    expect(decode(value.Payload as Uint8Array)).toBe("done");
  });

  test.each([
    [{ FunctionName: "nothing" }, "ResourceNotFoundException", 404],
    [{ FunctionName: "hello", Qualifier: "9" }, "ResourceNotFoundException", 404],
    [{ FunctionName: "hello", Payload: Buffer.from("{") }, "InvalidRequestContentException", 400],
    [{ FunctionName: "hello", Payload: Buffer.alloc(6_291_457) }, "RequestTooLargeException", 413],
    [
      { FunctionName: "hello", InvocationType: "Event" as const, Payload: Buffer.alloc(1_048_577) },
      "RequestTooLargeException",
      413,
    ],
  ])("answers case %# with %s", async (input, code, status) => {
    const { run } = await start(async () => "done");

    await expect(run("Invoke", input)).rejects.toMatchObject({ code, status });
  });

  test("only looks whether it could, with DryRun", async () => {
    const { run } = await start(async () => "done");

    expect(await run("Invoke", { FunctionName: "hello", InvocationType: "DryRun" })).toEqual({ StatusCode: 204 });
  });

  test("answers an error when the function returns more than 6 MB", async () => {
    const { clock, run } = await start(async () => "x".repeat(6_300_000));

    const { value } = await timed(clock, run("Invoke", { FunctionName: "hello" }));

    expect(decode(value.Payload as Uint8Array)).toMatchObject({ errorType: "Function.ResponseSizeTooLarge" });
  });
});

describe("A function's resource policy", () => {
  const rule = "arn:aws:events:us-east-1:123456789012:rule/tick";

  test.each([
    [{ Principal: "events.amazonaws.com", SourceArn: rule }, true],
    [{ Principal: "events.amazonaws.com", SourceArn: "arn:aws:events:us-east-1:123456789012:rule/*" }, true],
    [{ Principal: "events.amazonaws.com" }, true],
    [{ Principal: "events.amazonaws.com", SourceAccount: "123456789012" }, true],
    [{ Principal: "events.amazonaws.com", SourceAccount: "210987654321" }, false],
    [{ Principal: "events.amazonaws.com", SourceArn: `${rule}2` }, false],
    [{ Principal: "s3.amazonaws.com", SourceArn: rule }, false],
  ])("with %j lets EventBridge invoke it for the rule: %s", async (statement, permitted) => {
    const { run, lambda } = await start(async () => "done");
    await run("AddPermission", {
      FunctionName: "hello",
      StatementId: "one",
      Action: "lambda:InvokeFunction",
      ...statement,
    });

    expect(lambda.port.permits("hello", "events.amazonaws.com", rule)).toBe(permitted);
  });

  test("is shown, and empty again once its statement is removed", async () => {
    const { run } = await start(async () => "done");
    await run("AddPermission", {
      FunctionName: "hello",
      StatementId: "one",
      Action: "lambda:InvokeFunction",
      Principal: "events.amazonaws.com",
      SourceArn: rule,
    });

    const { Policy } = await run("GetPolicy", { FunctionName: "hello" });
    await run("RemovePermission", { FunctionName: "hello", StatementId: "one" });

    expect(JSON.parse(Policy ?? "").Statement).toEqual([
      {
        Sid: "one",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "lambda:InvokeFunction",
        Resource: "arn:aws:lambda:us-east-1:123456789012:function:hello",
        Condition: { ArnLike: { "AWS:SourceArn": rule } },
      },
    ]);
    await expect(run("GetPolicy", { FunctionName: "hello" })).rejects.toMatchObject({ status: 404 });
  });
});

describe("CreateFunction", () => {
  const valid = {
    FunctionName: "other",
    Role: roleArn,
    Runtime: "nodejs24.x",
    Handler: "index.handler",
    Code: { ZipFile: bundle },
  } as const;

  test.each([
    [{ FunctionName: "hello" }, "ResourceConflictException", "Function already exist: hello"],
    [{ Timeout: 901 }, "ValidationException", "less than or equal to 900"],
    [{ MemorySize: 64 }, "ValidationException", "greater than or equal to 128"],
    [{ Runtime: "python3.12" as const }, "InvalidParameterValueException", "python3.12"],
    [
      { Role: "arn:aws:iam::123456789012:role/nobody" },
      "InvalidParameterValueException",
      "cannot be assumed by Lambda",
    ],
    [{ Code: { ZipFile: Buffer.from("text") } }, "InvalidParameterValueException", "Could not unzip uploaded file"],
    [{ Environment: { Variables: { AWS_REGION: "x" } } }, "InvalidParameterValueException", "AWS_REGION"],
    [{ Environment: { Variables: { BIG: "x".repeat(5_000) } } }, "InvalidParameterValueException", "4KB limit"],
  ])("refuses case %# with %s", async (change, code, text) => {
    const { run } = await start(async () => "done");

    await expect(run("CreateFunction", { ...valid, ...change })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(text),
    });
  });

  test("shows the function as ListFunctions, GetFunction and its versions do", async () => {
    const { run } = await start(async () => "done");
    await run("CreateFunction", {
      ...valid,
      Tags: { team: "a" },
      Environment: { Variables: { A: "1" } },
      Publish: true,
    });

    const { Functions } = await run("ListFunctions", {});
    const { Configuration, Tags } = await run("GetFunction", { FunctionName: "other" });
    const { Versions } = await run("ListVersionsByFunction", { FunctionName: "other" });

    expect(Functions?.map((each) => each.FunctionName)).toEqual(["hello", "other"]);
    expect(Configuration).toMatchObject({
      State: "Active",
      Timeout: 3,
      MemorySize: 128,
      Environment: { Variables: { A: "1" } },
    });
    expect(Tags).toEqual({ team: "a" });
    expect(Versions?.map((each) => each.Version)).toEqual(["$LATEST", "1"]);
  });
});
