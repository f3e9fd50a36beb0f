import { describe, expect, test } from "@jest/globals";
import { functionArn, roleArn, single, statesHarness, Thrown } from "./harness.ts";

const machineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:machine";
const pass = single({ Type: "Pass" });
const waiting = single({ Type: "Wait", Seconds: 60 });

describe("a state machine", () => {
  test("is made, described, listed, updated and deleted", async () => {
    const { run, create } = statesHarness();
    expect(await create(pass)).toBe(machineArn);
    expect(await run("DescribeStateMachine", { stateMachineArn: machineArn })).toMatchObject({
      name: "machine",
      status: "ACTIVE",
      type: "STANDARD",
      definition: JSON.stringify(pass),
      roleArn,
      loggingConfiguration: { level: "OFF", includeExecutionData: false },
    });
    const update = { stateMachineArn: machineArn, definition: JSON.stringify(waiting) };
    const { revisionId } = await run("UpdateStateMachine", update);
    expect(revisionId).toBeDefined();
    expect(await run("UpdateStateMachine", update)).toMatchObject({ revisionId });
    expect((await run("ListStateMachines", {})).stateMachines).toMatchObject([{ stateMachineArn: machineArn }]);
    await run("DeleteStateMachine", { stateMachineArn: machineArn });
    await run("DeleteStateMachine", { stateMachineArn: machineArn });
    expect((await run("ListStateMachines", {})).stateMachines).toEqual([]);
    await expect(run("DescribeStateMachine", { stateMachineArn: machineArn })).rejects.toMatchObject({
      code: "StateMachineDoesNotExist",
      message: `State Machine Does Not Exist: '${machineArn}'`,
    });
  });

  test("is made once: the same again is the same, another under its name is refused", async () => {
    const { create } = statesHarness();
    expect(await create(pass)).toBe(await create(pass));
    await expect(create(waiting)).rejects.toMatchObject({ code: "StateMachineAlreadyExists" });
  });

  test.each([
    [{ name: "a b" }, "InvalidName"],
    [{ roleArn: "arn:aws:iam::1:user/x" }, "InvalidArn"],
    [{ definition: "{}" }, "InvalidDefinition"],
    [{ definition: "not json" }, "InvalidDefinition"],
  ])("is refused with %j: %s", async (wrong, code) => {
    const input = { name: "machine", roleArn, definition: JSON.stringify(pass), ...wrong };
    await expect(statesHarness().run("CreateStateMachine", input)).rejects.toMatchObject({ code });
  });

  test("keeps its tags, and shows them to the tagging API", async () => {
    const { run, tags } = statesHarness();
    const tag = { key: "fairway:installation", value: "x" };
    await run("CreateStateMachine", { name: "machine", roleArn, definition: JSON.stringify(pass), tags: [tag] });
    await run("TagResource", { resourceArn: machineArn, tags: [{ key: "b", value: "2" }] });
    await run("UntagResource", { resourceArn: machineArn, tagKeys: ["nope"] });
    expect(tags()).toEqual([{ arn: machineArn, tags: { "fairway:installation": "x", b: "2" } }]);
    expect((await run("ListTagsForResource", { resourceArn: machineArn })).tags).toEqual([
      tag,
      { key: "b", value: "2" },
    ]);
  });
});

describe("an execution", () => {
  test("is the same for the same name and input while it runs, and no other may have its name", async () => {
    const { run, create, clock } = statesHarness();
    const stateMachineArn = await create(waiting);
    const start = (input: string) => run("StartExecution", { stateMachineArn, name: "one", input });
    const first = await start("{}");
    expect(first.executionArn).toBe("arn:aws:states:us-east-1:123456789012:execution:machine:one");
    expect(await start("{}")).toEqual(first);
    const taken = { code: "ExecutionAlreadyExists", message: `Execution Already Exists: '${first.executionArn}'` };
    await expect(start('{"a":1}')).rejects.toMatchObject(taken);
    await clock.advance(61_000);
    await expect(start("{}")).rejects.toMatchObject(taken);
    await clock.advance(91 * 24 * 3600_000);
    expect((await start("{}")).startDate).not.toEqual(first.startDate);
  });

  test.each([
    [{ input: "not json" }, "InvalidExecutionInput"],
    [{ name: "a b" }, "InvalidName"],
    [{ stateMachineArn: `${machineArn}x` }, "StateMachineDoesNotExist"],
    [{ stateMachineArn: "machine" }, "InvalidArn"],
  ])("is refused with %j: %s", async (wrong, code) => {
    const { run, create } = statesHarness();
    const stateMachineArn = await create(pass);
    await expect(run("StartExecution", { stateMachineArn, ...wrong })).rejects.toMatchObject({ code });
  });

  test("tells its status to EventBridge as it starts and ends", async () => {
    const { start, finish, events } = statesHarness();
    const executionArn = await start(pass, { a: 1 });
    await finish(executionArn);
    expect(events).toMatchObject([
      { source: "aws.states", detailType: "Step Functions Execution Status Change", resources: [executionArn] },
      {
        detail: {
          executionArn,
          stateMachineArn: machineArn,
          name: "e",
          status: "SUCCEEDED",
          startDate: Date.UTC(2026, 0, 1),
          stopDate: Date.UTC(2026, 0, 1),
          input: '{"a":1}',
          output: '{"a":1}',
          error: null,
          cause: null,
        },
      },
    ]);
    expect(events[0]?.detail).toMatchObject({ status: "RUNNING", stopDate: null, output: null });
  });

  test("is stopped at once, and stays as it ended", async () => {
    const { start, run, clock, describe: look, history, events } = statesHarness();
    const executionArn = await start(waiting);
    await clock.advance(1_000);
    await run("StopExecution", { executionArn, error: "Enough", cause: "of this" });
    const stopped = await look(executionArn);
    expect(stopped).toMatchObject({ status: "ABORTED", error: "Enough", cause: "of this" });
    await clock.advance(120_000);
    await run("StopExecution", { executionArn });
    expect(await look(executionArn)).toEqual(stopped);
    expect((await history(executionArn)).map(({ type, previousEventId }) => `${type} ${previousEventId}`)).toEqual([
      "ExecutionStarted 0",
      "WaitStateEntered 0",
      "ExecutionAborted 0",
    ]);
    expect(events.at(-1)?.detail.status).toBe("ABORTED");
  });

  test("ends with the machine's TimeoutSeconds", async () => {
    const { execute, clock } = statesHarness();
    const before = clock.now();
    expect(await execute({ ...waiting, TimeoutSeconds: 30 })).toMatchObject({ status: "TIMED_OUT", error: undefined });
    expect(clock.now() - before).toBe(30_000);
    expect(clock.pending()).toBe(0);
  });

  test("keeps the definition that it began with", async () => {
    const { start, run, finish } = statesHarness();
    const executionArn = await start(waiting, { a: 1 });
    const definition = JSON.stringify(single({ Type: "Pass", Result: "new" }));
    await run("UpdateStateMachine", { stateMachineArn: machineArn, definition });
    expect(await finish(executionArn)).toMatchObject({ output: { a: 1 } });
    expect(await run("DescribeStateMachineForExecution", { executionArn })).toMatchObject({
      definition: JSON.stringify(waiting),
    });
  });

  test("ends at its next transition when its machine is deleted, and then both are gone", async () => {
    const { start, run, clock } = statesHarness();
    const executionArn = await start({
      StartAt: "A",
      States: { A: { Type: "Wait", Seconds: 10, Next: "B" }, B: { Type: "Succeed" } },
    });
    await run("DeleteStateMachine", { stateMachineArn: machineArn });
    expect(await run("DescribeStateMachine", { stateMachineArn: machineArn })).toMatchObject({ status: "DELETING" });
    await clock.advance(11_000);
    await expect(run("DescribeExecution", { executionArn })).rejects.toMatchObject({ code: "ExecutionDoesNotExist" });
    await expect(run("DescribeStateMachine", { stateMachineArn: machineArn })).rejects.toMatchObject({
      code: "StateMachineDoesNotExist",
    });
  });

  test("costs a draw of the clock for each state that it enters, and counts them", async () => {
    const { world, start, finish, states, clock } = statesHarness();
    (world.profile as { stateTransition: readonly [number, number] }).stateTransition = [100, 100];
    const before = clock.now();
    const executionArn = await start({
      StartAt: "A",
      States: {
        A: { Type: "Pass", Next: "B" },
        B: { Type: "Parallel", Branches: [pass, { StartAt: "X", States: { X: { Type: "Succeed" } } }], End: true },
      },
    });
    await finish(executionArn);
    expect(clock.now() - before).toBe(300);
    expect(states.transitions(executionArn)).toBe(4);
  });

  test("fails when its history is full", async () => {
    const { start, finish, history, run } = statesHarness();
    const executionArn = await start({
      StartAt: "A",
      States: { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" } },
    });
    expect(await finish(executionArn)).toMatchObject({
      status: "FAILED",
      error: "States.Runtime",
      cause: "The execution reached the maximum number of history events (25000).",
    });
    const last = await run("GetExecutionHistory", { executionArn, reverseOrder: true, maxResults: 1 });
    expect(last.events?.[0]).toMatchObject({ id: 25_000, type: "ExecutionFailed" });
    expect(await history(executionArn)).toHaveLength(1000);
  });

  test("goes on from where it failed when it is redriven", async () => {
    let broken = true;
    const {
      run,
      start,
      finish,
      history,
      describe: look,
    } = statesHarness({
      count: () => "counted",
      f: () => {
        if (broken) throw new Thrown("Broken");
        return "mended";
      },
    });
    const executionArn = await start({
      StartAt: "First",
      States: {
        First: { Type: "Task", Resource: functionArn("count"), Next: "Second" },
        Second: { Type: "Task", Resource: functionArn("f"), End: true },
      },
    });
    await finish(executionArn);
    expect(await look(executionArn)).toMatchObject({ status: "FAILED", redriveStatus: "REDRIVABLE" });
    broken = false;
    await run("RedriveExecution", { executionArn });
    expect(await finish(executionArn)).toMatchObject({ status: "SUCCEEDED", output: "mended" });
    expect(await look(executionArn)).toMatchObject({ redriveCount: 1, redriveStatus: "NOT_REDRIVABLE" });
    const entered = (await history(executionArn)).flatMap((event) => event.stateEnteredEventDetails?.name ?? []);
    expect(entered).toEqual(["First", "Second", "Second"]);
    await expect(run("RedriveExecution", { executionArn })).rejects.toMatchObject({ code: "ExecutionNotRedrivable" });
  });
});

describe("executions and histories are listed", () => {
  test("the latest first, by status, in pages", async () => {
    const { run, create, clock } = statesHarness();
    const stateMachineArn = await create(waiting);
    for (const name of ["a", "b", "c"]) {
      await run("StartExecution", { stateMachineArn, name });
      await clock.advance(25_000);
    }
    const names = async (more: object) => {
      const { executions = [], nextToken } = await run("ListExecutions", { stateMachineArn, ...more });
      return { names: executions.map(({ name }) => name), nextToken };
    };
    expect((await names({})).names).toEqual(["c", "b", "a"]);
    expect((await names({ statusFilter: "SUCCEEDED" })).names).toEqual(["a"]);
    const page = await names({ maxResults: 2 });
    expect(page.names).toEqual(["c", "b"]);
    expect(await names({ maxResults: 2, nextToken: page.nextToken })).toEqual({ names: ["a"], nextToken: undefined });
    await expect(names({ nextToken: "nonsense" })).rejects.toMatchObject({ code: "InvalidToken" });
    await expect(names({ statusFilter: "succeeded" })).rejects.toMatchObject({ code: "ValidationException" });
  });

  test("without data when it is not wanted", async () => {
    const { run, start, finish } = statesHarness();
    const executionArn = await start(pass, { secret: 1 });
    await finish(executionArn);
    const { events } = await run("GetExecutionHistory", { executionArn, includeExecutionData: false });
    expect(JSON.stringify(events)).not.toContain("secret");
    expect(events?.[1]?.stateEnteredEventDetails).toEqual({ name: "Only" });
  });
});

describe("a machine of type EXPRESS", () => {
  test("is run to its end by StartSyncExecution, which a STANDARD one refuses", async () => {
    const { run, create, clock } = statesHarness();
    const definition = JSON.stringify(waiting);
    const { stateMachineArn } = await run("CreateStateMachine", { name: "x", roleArn, definition, type: "EXPRESS" });
    let answer: unknown;
    const answering = run("StartSyncExecution", { stateMachineArn, input: "1" }).then((output) => {
      answer = output;
    });
    await clock.advanceUntil(() => answer !== undefined);
    await answering;
    expect(answer).toMatchObject({ status: "SUCCEEDED", output: "1" });
    await expect(run("StartSyncExecution", { stateMachineArn: await create(pass) })).rejects.toMatchObject({
      code: "StateMachineTypeNotSupported",
    });
  });
});

describe("EventBridge", () => {
  test("starts executions through the port", async () => {
    const { states, create, clock, run } = statesHarness();
    const stateMachineArn = await create(pass);
    states.port.start(stateMachineArn, { from: "rule" }, "by-rule");
    await clock.advance(1);
    expect((await run("ListExecutions", { stateMachineArn })).executions).toMatchObject([
      { name: "by-rule", status: "SUCCEEDED" },
    ]);
    expect(() => states.port.start(`${stateMachineArn}x`, {})).toThrow("State Machine Does Not Exist");
  });
});

describe("calls ask IAM", () => {
  const call = { principal: { kind: "administrator" as const, arn: "a" }, requestId: "r" };
  test.each([
    ["StartExecution", { stateMachineArn: machineArn }, [{ action: "states:StartExecution", resources: [machineArn] }]],
    ["StopExecution", { executionArn: "x" }, [{ action: "states:StopExecution", resources: ["x"] }]],
    ["SendTaskSuccess", { taskToken: "t" }, [{ action: "states:SendTaskSuccess", resources: ["*"] }]],
    [
      "CreateStateMachine",
      { name: "machine", roleArn, tags: [{ key: "k", value: "v" }] },
      [
        {
          action: "states:CreateStateMachine",
          resources: [machineArn],
          keys: { "aws:RequestTag/k": "v", "aws:TagKeys": ["k"] },
        },
        { action: "iam:PassRole", resources: [roleArn], keys: { "iam:PassedToService": "states.amazonaws.com" } },
      ],
    ],
  ])("%s", (operation, input, permissions) => {
    expect(statesHarness().states.service.permissions(operation, input, call)).toMatchObject(permissions);
  });
});
