import { describe, expect, test } from "@jest/globals";
import { functionArn, single, statesHarness, Thrown } from "./harness.ts";

describe("data flows through a state", () => {
  test("from InputPath over Parameters and ResultSelector to ResultPath and OutputPath", async () => {
    const seen: unknown[] = [];
    const { execute } = statesHarness({
      f: (payload) => {
        seen.push(payload);
        return { value: 1, noise: 2 };
      },
    });
    const { output } = await execute(
      single({
        Type: "Task",
        Resource: functionArn("f"),
        InputPath: "$.part",
        Parameters: { "a.$": "$.x", fixed: true },
        ResultSelector: { "kept.$": "$.value" },
        ResultPath: "$.result",
        OutputPath: "$.result",
      }),
      { part: { x: 7 }, other: 1 },
    );
    expect(seen).toEqual([{ a: 7, fixed: true }]);
    expect(output).toEqual({ kept: 1 });
  });

  test.each([
    [{ Type: "Pass" }, { a: 1 }],
    [{ Type: "Pass", Result: { b: 2 } }, { b: 2 }],
    [{ Type: "Pass", Result: null }, null],
    [
      { Type: "Pass", Result: 0, ResultPath: "$.r" },
      { a: 1, r: 0 },
    ],
    [{ Type: "Pass", ResultPath: null, Result: 5 }, { a: 1 }],
    [{ Type: "Pass", InputPath: null }, {}],
    [{ Type: "Pass", OutputPath: null }, {}],
    [
      { Type: "Pass", Parameters: { "x.$": "$.a" }, ResultPath: "$.p" },
      { a: 1, p: { x: 1 } },
    ],
    [{ Type: "Pass", InputPath: "$$.Execution.Name" }, "e"],
  ])("%j", async (state, output) => {
    expect(await statesHarness().execute(single(state), { a: 1 })).toMatchObject({ status: "SUCCEEDED", output });
  });

  test("with the context object at hand", async () => {
    const { execute } = statesHarness();
    const { output } = await execute(single({ Type: "Pass", Parameters: { "context.$": "$$" } }), { a: 1 });
    expect(output).toEqual({
      context: {
        Execution: {
          Id: "arn:aws:states:us-east-1:123456789012:execution:machine:e",
          Input: { a: 1 },
          Name: "e",
          RoleArn: "arn:aws:iam::123456789012:role/machine",
          StartTime: "2026-01-01T00:00:00.000Z",
          RedriveCount: 0,
        },
        StateMachine: { Id: "arn:aws:states:us-east-1:123456789012:stateMachine:machine", Name: "machine" },
        State: { Name: "Only", EnteredTime: "2026-01-01T00:00:00.000Z", RetryCount: 0 },
      },
    });
  });

  test("and a path that finds nothing fails the execution, whatever is caught", async () => {
    const { execute } = statesHarness();
    const end = await execute({
      StartAt: "A",
      States: {
        A: {
          Type: "Parallel",
          Branches: [single({ Type: "Pass", Parameters: { "id.$": "$.missing" } })],
          Catch: [{ ErrorEquals: ["States.ALL"], Next: "B" }],
          End: true,
        },
        B: { Type: "Succeed" },
      },
    });
    expect(end).toMatchObject({
      status: "FAILED",
      error: "States.Runtime",
      cause:
        "An error occurred while executing the state 'Only' (entered at the event id #4). The JSONPath '$.missing' specified for the field 'id.$' could not be found in the input '{}'",
    });
  });
});

describe("a Wait", () => {
  test.each([
    [{ Seconds: 90 }, 90],
    [{ SecondsPath: "$.seconds" }, 7],
    [{ Timestamp: "2026-01-01T00:01:00Z" }, 60],
    [{ TimestampPath: "$.until" }, 3600],
    [{ Timestamp: "2025-01-01T00:00:00Z" }, 0],
  ])("%j takes %d seconds", async (fields, seconds) => {
    const { execute, clock } = statesHarness();
    const before = clock.now();
    const { output } = await execute(single({ Type: "Wait", ...fields }), {
      seconds: 7,
      until: "2026-01-01T01:00:00Z",
    });
    expect(clock.now() - before).toBe(seconds * 1000);
    expect(output).toEqual({ seconds: 7, until: "2026-01-01T01:00:00Z" });
  });

  test("for what is no number fails", async () => {
    const end = await statesHarness().execute(single({ Type: "Wait", SecondsPath: "$.s" }), { s: "soon" });
    expect(end).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  });
});

describe("a Choice, Succeed and Fail", () => {
  const machine = {
    StartAt: "Which",
    States: {
      Which: {
        Type: "Choice",
        Choices: [
          { Variable: "$.end", StringEquals: "good", Next: "Good" },
          { Variable: "$.end", StringEquals: "bad", Next: "Bad" },
        ],
      },
      Good: { Type: "Succeed", OutputPath: "$.end" },
      Bad: { Type: "Fail", ErrorPath: "$.end", CausePath: "States.Format('It was {}', $.end)" },
    },
  };

  test("lead to the ends that they name", async () => {
    expect(await statesHarness().execute(machine, { end: "good" })).toMatchObject({ output: "good" });
    expect(await statesHarness().execute(machine, { end: "bad" })).toMatchObject({
      status: "FAILED",
      error: "bad",
      cause: "It was bad",
    });
  });

  test("fail when no choice matches", async () => {
    expect(await statesHarness().execute(machine, { end: "ugly" })).toMatchObject({
      status: "FAILED",
      error: "States.NoChoiceMatched",
    });
  });
});

describe("a Parallel", () => {
  const branch = (name: string, state: object) => ({ StartAt: name, States: { [name]: { ...state, End: true } } });

  test("runs its branches at the same time and lists their outputs in order", async () => {
    const { execute, clock } = statesHarness();
    const before = clock.now();
    const { output } = await execute(
      single({
        Type: "Parallel",
        Parameters: { "v.$": "$.a" },
        Branches: [branch("Slow", { Type: "Wait", Seconds: 20 }), branch("Fast", { Type: "Pass", Result: "fast" })],
        ResultPath: "$.both",
      }),
      { a: 1 },
    );
    expect(output).toEqual({ a: 1, both: [{ v: 1 }, "fast"] });
    expect(clock.now() - before).toBe(20_000);
  });

  test("ends all branches as soon as one fails", async () => {
    const { start, finish, clock, history } = statesHarness({
      bad: async (_, on) => {
        await on.sleep(5_000);
        throw new Thrown("Broken", "it broke");
      },
    });
    const before = clock.now();
    const executionArn = await start({
      StartAt: "Both",
      States: {
        Both: {
          Type: "Parallel",
          Branches: [
            branch("Slow", { Type: "Wait", Seconds: 3600 }),
            branch("Bad", { Type: "Task", Resource: functionArn("bad") }),
          ],
          Catch: [{ ErrorEquals: ["Broken"], ResultPath: "$.error", Next: "After" }],
          End: true,
        },
        After: { Type: "Pass", End: true },
      },
    });
    expect(await finish(executionArn)).toMatchObject({
      status: "SUCCEEDED",
      output: { error: { Error: "Broken", Cause: '{"errorType":"Broken","errorMessage":"it broke","trace":[]}' } },
    });
    expect(clock.now() - before).toBe(5_000);
    const events = await history(executionArn);
    expect(events.map(({ type, previousEventId }) => `${type} ${previousEventId}`)).toEqual([
      "ExecutionStarted 0",
      "ParallelStateEntered 0",
      "ParallelStateStarted 2",
      "WaitStateEntered 3",
      "TaskStateEntered 3",
      "LambdaFunctionScheduled 5",
      "LambdaFunctionStarted 6",
      "LambdaFunctionFailed 7",
      "WaitStateAborted 8",
      "ParallelStateFailed 8",
      "ParallelStateExited 10",
      "PassStateEntered 11",
      "PassStateExited 12",
      "ExecutionSucceeded 13",
    ]);
  });

  test("is tried again as a whole", async () => {
    let calls = 0;
    const { execute } = statesHarness({
      flaky: () => {
        if (++calls < 3) throw new Thrown("Flaky");
        return "done";
      },
    });
    const end = await execute(
      single({
        Type: "Parallel",
        Branches: [branch("F", { Type: "Task", Resource: functionArn("flaky") })],
        Retry: [{ ErrorEquals: ["Flaky"] }],
      }),
    );
    expect(end).toMatchObject({ status: "SUCCEEDED", output: ["done"] });
  });
});

describe("a Map", () => {
  const each = (state: object, more: object = {}) =>
    single({ Type: "Map", ItemProcessor: { StartAt: "One", States: { One: { ...state, End: true } } }, ...more });

  test("runs its processor for each item and lists the outputs in order", async () => {
    const { execute } = statesHarness();
    const { output } = await execute(
      each(
        { Type: "Pass" },
        {
          ItemsPath: "$.items",
          ItemSelector: { "item.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index", "all.$": "$.name" },
          ResultPath: "$.out",
        },
      ),
      { name: "n", items: ["a", "b"] },
    );
    expect(output).toEqual({
      name: "n",
      items: ["a", "b"],
      out: [
        { item: "a", index: 0, all: "n" },
        { item: "b", index: 1, all: "n" },
      ],
    });
  });

  test("takes the older names Iterator and Parameters too, and no items at all", async () => {
    const old = single({
      Type: "Map",
      Iterator: { StartAt: "One", States: { One: { Type: "Pass", End: true } } },
      Parameters: { "v.$": "$$.Map.Item.Value" },
    });
    expect(await statesHarness().execute(old, [1])).toMatchObject({ output: [{ v: 1 }] });
    expect(await statesHarness().execute(old, [])).toMatchObject({ status: "SUCCEEDED", output: [] });
  });

  test.each([
    [{}, 10],
    [{ MaxConcurrency: 1 }, 40],
    [{ MaxConcurrency: 2 }, 20],
  ])("%j of four waits of ten seconds takes %d seconds", async (more, seconds) => {
    const { execute, clock } = statesHarness();
    const before = clock.now();
    await execute(each({ Type: "Wait", Seconds: 10 }, more), [1, 2, 3, 4]);
    expect(clock.now() - before).toBe(seconds * 1000);
  });

  test("fails with the first failure, and calls off the others", async () => {
    const { start, finish, history } = statesHarness({
      odd: async (n: number, clock) => {
        await clock.sleep(n * 1000);
        throw new Thrown("Odd");
      },
    });
    const executionArn = await start(each({ Type: "Task", Resource: functionArn("odd") }), [2, 1]);
    expect(await finish(executionArn)).toMatchObject({ status: "FAILED", error: "Odd" });
    const events = await history(executionArn);
    expect(events.slice(-6).map(({ type, previousEventId }) => `${type} ${previousEventId}`)).toEqual([
      "LambdaFunctionFailed 11",
      "MapIterationFailed 12",
      "TaskStateAborted 12",
      "MapIterationAborted 12",
      "MapStateFailed 12",
      "ExecutionFailed 16",
    ]);
  });

  test("bears as many failures as it is told to", async () => {
    const handlers = {
      odd: (n: never) => {
        if (n % 2 === 1) throw new Thrown("Odd", "odd");
        return n;
      },
    };
    const machine = (tolerance: object) => each({ Type: "Task", Resource: functionArn("odd") }, tolerance);
    const borne = await statesHarness(handlers).execute(machine({ ToleratedFailureCount: 2 }), [1, 2, 3]);
    expect(borne).toMatchObject({ status: "SUCCEEDED", output: [{ Error: "Odd" }, 2, { Error: "Odd" }] });
    const much = await statesHarness(handlers).execute(machine({ ToleratedFailurePercentage: 50 }), [1, 2, 3]);
    expect(much).toMatchObject({ status: "FAILED", error: "States.ExceedToleratedFailureThreshold" });
  });

  test("over what is no list fails", async () => {
    expect(await statesHarness().execute(each({ Type: "Pass" }), { a: 1 })).toMatchObject({
      status: "FAILED",
      error: "States.Runtime",
    });
  });
});
