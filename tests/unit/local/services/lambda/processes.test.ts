import { afterEach, describe, expect, test } from "@jest/globals";
import { type FunctionRunner, processRunner } from "../../../../../local/services/lambda/index.ts";
import { type Clock, realClock } from "../../../../../local/world/clock.ts";
import { virtualClock } from "../../../../../local/world/virtual-clock.ts";
import { decode, lambdaOn, makeHost, roleArn, zip } from "./lambda-host.ts";

let runner: FunctionRunner | undefined;

afterEach(async () => {
  await runner?.close();
});

function start(clock: Clock = realClock()) {
  const { host, logged, onLog } = makeHost(clock);
  runner = processRunner(host, { endpointUrl: () => "http://127.0.0.1:4566" });
  const { lambda, run } = lambdaOn(host, runner);
  const create = (
    source: string,
    more: { file?: string; handler?: string; timeout?: number; variables?: Record<string, string> } = {},
  ) =>
    run("CreateFunction", {
      FunctionName: "hello",
      Role: roleArn,
      Runtime: "nodejs24.x",
      Handler: more.handler ?? "index.handler",
      Timeout: more.timeout ?? 10,
      Environment: { Variables: more.variables ?? {} },
      Code: { ZipFile: zip(source, more.file) },
    });
  const invoke = async (payload: unknown = {}) => {
    const answer = await run("Invoke", { FunctionName: "hello", Payload: Buffer.from(JSON.stringify(payload)) });
    return { error: answer.FunctionError, payload: decode(answer.Payload as Uint8Array) };
  };
  return { lambda, run, create, invoke, onLog, logged: () => logged.get("/aws/lambda/hello")?.join("") ?? "" };
}

describe("A function in a process of its own", () => {
  test("answers with what its CommonJS handler returns", async () => {
    const { create, invoke } = start();
    await create("exports.handler = async (event) => ({ got: event.name });");

    const answer = await invoke({ name: "Ada" });

    expect(answer).toEqual({ error: undefined, payload: { got: "Ada" } });
  });

  test("sees the cloud's time, however quickly that passes", async () => {
    const clock = realClock(20);
    const { create, invoke } = start(clock);
    await create(
      "exports.handler = async () => ({ now: Date.now(), made: +new Date(), given: +new Date(5), iso: new Date().toISOString(), is: new Date() instanceof Date });",
    );
    await invoke();

    const before = clock.now();
    const { payload } = await invoke();
    const { now, made, given, iso, is } = payload as Record<string, number | string | boolean>;

    for (const time of [now, made, Date.parse(String(iso))]) {
      expect(time).toBeGreaterThanOrEqual(before);
      expect(time).toBeLessThanOrEqual(clock.now());
    }
    expect([given, is]).toEqual([5, true]);
  });

  test("may be an ES module in a folder", async () => {
    const { create, invoke } = start();
    await create("const value = await Promise.resolve(7); export const main = async () => value;", {
      file: "src/api.mjs",
      handler: "src/api.main",
    });

    const answer = await invoke();

    expect(answer.payload).toBe(7);
  });

  test("sees its own variables, its role's credentials and the local edge, and nothing of the cloud's environment", async () => {
    const { create, invoke } = start();
    process.env.OF_THE_CLOUD = "1";
    await create("exports.handler = async () => process.env;", { variables: { TABLE: "things" } });

    const { payload } = await invoke();

    delete process.env.OF_THE_CLOUD;
    expect(payload).toMatchObject({
      TABLE: "things",
      AWS_ACCESS_KEY_ID: "ASIATEST",
      AWS_SESSION_TOKEN: "token",
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_LAMBDA_FUNCTION_NAME: "hello",
      AWS_REGION: "us-east-1",
      TZ: "UTC",
    });
    expect(payload).not.toHaveProperty("OF_THE_CLOUD");
    expect(payload).not.toHaveProperty("NODE_OPTIONS");
    expect(payload).not.toHaveProperty("NODE_CHANNEL_FD");
  });

  test("gets the context object that Lambda gives", async () => {
    const { create, invoke } = start();
    await create(`exports.handler = async (_, context) => ({
      ...context, remaining: context.getRemainingTimeInMillis() > 9000 && context.getRemainingTimeInMillis() <= 10000 });`);

    const { payload } = await invoke();

    expect(payload).toMatchObject({
      awsRequestId: "request-2",
      functionName: "hello",
      functionVersion: "$LATEST",
      invokedFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:hello",
      memoryLimitInMB: "128",
      logGroupName: "/aws/lambda/hello",
      remaining: true,
    });
  });

  test("keeps its process for the next invocation, and has another one for an invocation beside it", async () => {
    const { create, invoke } = start();
    await create("exports.handler = async () => process.pid;");

    const [first, beside] = await Promise.all([invoke(), invoke()]);
    const later = await invoke();

    expect(first.payload).not.toBe(beside.payload);
    expect([first.payload, beside.payload]).toContain(later.payload);
  });

  test("runs new code and configuration after an update", async () => {
    const { create, invoke, run } = start();
    await create("exports.handler = async () => 'old';");
    await invoke();

    await run("UpdateFunctionCode", {
      FunctionName: "hello",
      ZipFile: zip("exports.handler = async () => process.env.A;"),
    });
    await run("UpdateFunctionConfiguration", { FunctionName: "hello", Environment: { Variables: { A: "new" } } });

    expect((await invoke()).payload).toBe("new");
  });

  test("turns what the handler throws into an error with its name, message and trace", async () => {
    const { create, invoke } = start();
    await create("exports.handler = async () => { throw Object.assign(new Error('no'), { name: 'Denied' }); };");

    const { error, payload } = await invoke();

    expect(error).toBe("Unhandled");
    expect(payload).toMatchObject({
      errorType: "Denied",
      errorMessage: "no",
      trace: expect.arrayContaining(["Denied: no"]),
    });
  });

  test("is ended when its time is over, and starts afresh for the next invocation", async () => {
    const clock = virtualClock();
    const { create, invoke, logged, onLog } = start(clock);
    await create("let n = 0; exports.handler = async (event) => { n++; if (event.hang) for (;;); return n; };", {
      timeout: 3,
    });
    await invoke();

    const started = onLog("START RequestId: request-3");
    const hanging = invoke({ hang: true });
    await started;
    await clock.advance(3_000);
    const hung = await hanging;
    const next = await invoke();

    expect(hung.payload).toEqual({
      errorType: "Sandbox.Timedout",
      errorMessage: "RequestId: request-3 Error: Task timed out after 3.00 seconds",
    });
    expect(logged()).toContain("Task timed out after 3.00 seconds");
    expect(next.payload).toBe(1);
  });

  test.each([
    ["process.exit(3)", "Runtime.ExitError", "RequestId: request-2 Error: Runtime exited with error: exit status 3"],
    ["process.exit(0)", "Runtime.ExitError", "RequestId: request-2 Error: Runtime exited without providing a reason"],
    [
      "process.kill(process.pid, 'SIGKILL')",
      "Runtime.ExitError",
      "RequestId: request-2 Error: Runtime exited with error: signal: killed",
    ],
    ["setImmediate(() => { throw new TypeError('late'); })", "TypeError", "late"],
    ["void Promise.reject(new Error('lost'))", "Runtime.UnhandledPromiseRejection", "Error: lost"],
  ])("which does %s in an invocation ends as %s", async (code, errorType, errorMessage) => {
    const { create, invoke } = start();
    await create(`exports.handler = () => new Promise(() => { ${code}; });`);

    const { error, payload } = await invoke();

    expect(error).toBe("Unhandled");
    expect(payload).toMatchObject({ errorType, errorMessage });
  });

  test.each([
    ["exports.other = 1;", "Runtime.HandlerNotFound", "index.handler is undefined or not exported"],
    ["require('nowhere');", "Runtime.ImportModuleError", expect.stringContaining("Cannot find module 'nowhere'")],
    ["const = 1;", "Runtime.UserCodeSyntaxError", expect.stringContaining("SyntaxError")],
    ["throw new RangeError('at load');", "RangeError", "at load"],
    [
      "exports.handler = (event, context, callback) => callback();",
      "Runtime.CallbackHandlerDeprecated",
      expect.any(String),
    ],
  ])("whose code is %s cannot be loaded: %s", async (source, errorType, errorMessage) => {
    const { create, invoke } = start();
    await create(source);

    const { payload } = await invoke();

    expect(payload).toMatchObject({ errorType, errorMessage });
  });

  test("writes its output to its log group between the lines of Lambda", async () => {
    const { create, invoke, logged } = start();
    await create("exports.handler = async () => { console.log('hello %s', 'log'); process.stderr.write('raw\\n'); };");

    await invoke();

    expect(logged()).toMatch(
      /^START RequestId: request-2 Version: \$LATEST\n[\dTZ:.-]+\trequest-2\tINFO\thello log\nraw\nEND RequestId: request-2\nREPORT RequestId: request-2\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t\n$/,
    );
  });

  test("returns the end of its log where the caller asks for it", async () => {
    const { create, run } = start();
    await create("exports.handler = async () => { console.log('seen'); };");

    const { LogResult } = await run("Invoke", { FunctionName: "hello", LogType: "Tail" });

    expect(Buffer.from(LogResult ?? "", "base64").toString()).toContain("\tINFO\tseen\n");
  });
});
