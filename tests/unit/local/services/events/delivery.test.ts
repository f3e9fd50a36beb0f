import { describe, expect, test } from "@jest/globals";
import type { Cloud, Decision, LogLine, TrustedParty } from "../../../../../local/cloud.ts";
import { AwsError } from "../../../../../local/edge/aws-error.ts";
import type { Host, Input, OperationName, Output } from "../../../../../local/edge/contract.ts";
import { createEvents, type Deliveries } from "../../../../../local/services/events/index.ts";
import { laptop } from "../../../../../local/world/profile.ts";
import { seededRandom } from "../../../../../local/world/random.ts";
import { virtualClock } from "../../../../../local/world/virtual-clock.ts";

const region = "us-east-1:123456789012";
const functionArn = `arn:aws:lambda:${region}:function:hello`;
const machineArn = `arn:aws:states:${region}:stateMachine:deploy`;
const roleArn = "arn:aws:iam::123456789012:role/events";
const queueArn = `arn:aws:sqs:${region}:dead`;

interface Sent {
  readonly arn: string;
  readonly body: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly by: TrustedParty;
}

function start(
  options: {
    deliveries?: Deliveries;
    permits?: boolean;
    decision?: Decision;
    failures?: AwsError[];
    refusals?: Record<string, AwsError>;
  } = {},
) {
  const clock = virtualClock();
  const invoked: { at: number; payload: unknown }[] = [];
  const executions: { arn: string; input: unknown; name?: string }[] = [];
  const logged: { group: string; line: LogLine }[] = [];
  const sent: Sent[] = [];
  const cloud = {
    queues: {
      send(arn: string, message: { body: string; attributes?: Record<string, string> }, by: TrustedParty) {
        if (options.refusals?.[arn]) throw options.refusals[arn];
        sent.push({ arn, ...message, by });
      },
    },
    topics: {
      publish(arn: string, message: { body: string }, by: TrustedParty) {
        if (options.refusals?.[arn]) throw options.refusals[arn];
        sent.push({ arn, ...message, by });
      },
    },
    functions: {
      permits: (arn: string) => {
        if (arn !== functionArn) throw new AwsError("ResourceNotFoundException", "Function not found", { status: 404 });
        return options.permits ?? true;
      },
      enqueue: (_arn: string, payload: unknown) => {
        const failure = options.failures?.shift();
        if (failure) throw failure;
        invoked.push({ at: clock.now(), payload });
      },
    },
    executions: { start: (arn: string, input: unknown, name?: string) => executions.push({ arn, input, name }) },
    identity: { hasRole: (arn: string) => arn === roleArn, decide: () => options.decision ?? { kind: "allow" } },
    logs: {
      hasGroup: (group: string) => group === "/aws/events/all",
      write: (group: string, _stream: string, lines: readonly LogLine[]) =>
        logged.push({ group, line: lines[0] as LogLine }),
    },
    tags: { provide: () => {} },
  } as unknown as Cloud;
  const world = { clock, random: seededRandom(1), profile: laptop, account: "123456789012", region: "us-east-1" };
  const host: Host = { world, cloud };
  const events = createEvents(host, options.deliveries ? { deliveries: options.deliveries } : {});
  const run = <Name extends OperationName<"events"> & string>(operation: Name, input: Input<"events", Name>) =>
    events.service.run(operation, input, {
      principal: { kind: "administrator", arn: "arn:aws:iam::123456789012:root" },
      requestId: "request",
    }) as Promise<Output<"events", Name>>;
  type Target = NonNullable<Input<"events", "PutTargets">["Targets"]>[number];
  const rule = async (target: Partial<Target>, more: Partial<Input<"events", "PutRule">> = {}) => {
    await run("PutRule", {
      Name: "all",
      EventPattern: more.ScheduleExpression ? undefined : '{"source":[{"prefix":""}]}',
      ...more,
    });
    await run("PutTargets", {
      Rule: "all",
      EventBusName: more.EventBusName,
      Targets: [{ Id: "one", Arn: functionArn, ...target }],
    });
  };
  const emit = (detail: Record<string, unknown> = { n: 1 }) =>
    events.port.emit({ source: "aws.ecs", detailType: "ECS Task State Change", resources: ["arn:task"], detail });
  return { clock, events, run, rule, emit, invoked, executions, logged, sent };
}

describe("An event of an AWS service", () => {
  test("reaches the function of a rule that matches, whole, after its delivery time", async () => {
    const { clock, rule, emit, invoked } = start();
    await rule({});
    const began = clock.now();

    emit({ lastStatus: "RUNNING" });
    await clock.advance(1_000);

    expect(invoked.map(({ payload }) => payload)).toEqual([
      {
        version: "0",
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        "detail-type": "ECS Task State Change",
        source: "aws.ecs",
        account: "123456789012",
        time: "2026-01-01T00:00:00Z",
        region: "us-east-1",
        resources: ["arn:task"],
        detail: { lastStatus: "RUNNING" },
      },
    ]);
    expect((invoked[0]?.at ?? 0) - began).toBeGreaterThanOrEqual(laptop.eventDelivery[0]);
  });

  test("does not reach targets of rules that are disabled, removed or do not match", async () => {
    const { clock, run, rule, emit, invoked } = start();
    await rule({}, { EventPattern: '{"source":["aws.ec2"]}' });
    emit();
    await rule({});
    await run("DisableRule", { Name: "all" });
    emit();
    await run("EnableRule", { Name: "all" });
    await run("RemoveTargets", { Rule: "all", Ids: ["one"] });
    emit();

    await clock.advance(1_000);

    expect(invoked).toEqual([]);
  });

  test("is what it was when it was sent, whatever the sender does with it afterwards", async () => {
    const { clock, rule, emit, invoked } = start();
    await rule({});
    const detail = { list: [1] };

    emit(detail);
    detail.list.push(2);
    await clock.advance(1_000);

    expect(invoked[0]?.payload).toMatchObject({ detail: { list: [1] } });
  });

  test("is lost, doubled or late as the deliveries say", async () => {
    const plans = [[], [10, 500], [100]];
    const { clock, rule, emit, invoked } = start({ deliveries: { plan: () => plans.shift() ?? [] } });
    await rule({});
    const began = clock.now();

    for (const n of [1, 2, 3]) emit({ n });
    await clock.advance(1_000);

    const arrivals = invoked.map(({ at, payload }) => [at - began, (payload as { detail: { n: number } }).detail.n]);
    expect(arrivals).toEqual([
      [10, 2],
      [100, 3],
      [500, 2],
    ]);
  });
});

describe("A target", () => {
  test.each([
    [{ Input: '{"a":1}' }, { a: 1 }],
    [{ InputPath: "$.detail.containers[0].name" }, "app"],
    [
      {
        InputTransformer: {
          InputPathsMap: { n: "$.detail.containers[0].name", c: "$.detail.containers" },
          InputTemplate: '{"name": <n>, "text": "it is <n>", "all": <c>, "gone": <aws.events.rule-name>}',
        },
      },
      { name: "app", text: "it is app", all: [{ name: "app" }], gone: "all" },
    ],
    [{ InputTransformer: { InputPathsMap: { x: "$.detail.nothing" }, InputTemplate: '"<x>!"' } }, "!"],
    [
      { InputTransformer: { InputTemplate: '{"rule": "<aws.events.rule-arn>"}' } },
      { rule: `arn:aws:events:${region}:rule/all` },
    ],
  ])("with %j gets %j", async (target, expected) => {
    const { clock, rule, emit, invoked } = start();
    await rule(target);

    emit({ containers: [{ name: "app" }] });
    await clock.advance(1_000);

    expect(invoked.map(({ payload }) => payload)).toEqual([expected]);
  });

  test("that is a state machine gets an execution, with the target's role", async () => {
    const { clock, rule, emit, executions } = start();
    await rule({ Arn: machineArn, RoleArn: roleArn, InputPath: "$.detail" });

    emit({ n: 1 });
    await clock.advance(1_000);

    expect(executions).toEqual([{ arn: machineArn, input: { n: 1 }, name: expect.any(String) }]);
  });

  test("that is another bus hands the event to that bus's rules", async () => {
    const { clock, run, rule, emit, invoked } = start();
    await run("CreateEventBus", { Name: "ours" });
    await rule({}, { EventBusName: "ours" });
    await rule({ Arn: `arn:aws:events:${region}:event-bus/ours` });

    emit();
    await clock.advance(1_000);

    expect(invoked).toMatchObject([{ payload: { source: "aws.ecs" } }]);
  });

  test("that is a log group gets a line", async () => {
    const { clock, rule, emit, logged } = start();
    await rule({ Arn: `arn:aws:logs:${region}:log-group:/aws/events/all:*` });

    emit({ n: 1 });
    await clock.advance(1_000);

    expect(logged).toMatchObject([{ group: "/aws/events/all" }]);
    expect(JSON.parse(logged[0]?.line.message ?? "")).toMatchObject({ detail: { n: 1 } });
  });

  test.each([
    ["function without permission", { permits: false }, {}, "NO_PERMISSIONS"],
    ["function that is not there", {}, { Arn: `arn:aws:lambda:${region}:function:gone` }, "NO_RESOURCE"],
    [
      "machine whose role is not there",
      {},
      { Arn: machineArn, RoleArn: "arn:aws:iam::123456789012:role/gone" },
      "FAILED_TO_ASSUME_ROLE",
    ],
    [
      "machine whose role may not start it",
      { decision: { kind: "deny", explicit: false, action: "states:StartExecution", resource: machineArn } as const },
      { Arn: machineArn, RoleArn: roleArn },
      "NO_PERMISSIONS",
    ],
    ["log group that is not there", {}, { Arn: `arn:aws:logs:${region}:log-group:/gone` }, "NO_RESOURCE"],
  ])("that is a %s goes to the dead letters at once", async (_, options, target, errorCode) => {
    const { clock, events, rule, emit, invoked, executions } = start(options);
    await rule({ ...target, DeadLetterConfig: { Arn: queueArn } });

    emit();
    await clock.advance(1_000);

    expect([...invoked, ...executions]).toEqual([]);
    expect(events.deadLetters()).toMatchObject([
      {
        queueArn,
        errorCode,
        retryAttempts: 0,
        ruleArn: `arn:aws:events:${region}:rule/all`,
        payload: { source: "aws.ecs" },
      },
    ]);
  });

  const busy = () => new AwsError("TooManyRequestsException", "Rate Exceeded.", { status: 429 });

  test("that is throttled is tried again until it takes the event", async () => {
    const { clock, rule, emit, invoked } = start({ failures: [busy(), busy()] });
    await rule({});

    emit();
    await clock.advance(60_000);

    expect(invoked).toHaveLength(1);
  });

  test.each([
    [{ MaximumRetryAttempts: 2 }, "MaximumRetryAttempts", 2],
    [{ MaximumEventAgeInSeconds: 100 }, "MaximumEventAgeInSeconds", 6],
  ])("with %j is given up: %s", async (RetryPolicy, exhaustedRetryCondition, retryAttempts) => {
    const { clock, events, rule, emit } = start({ failures: Array.from({ length: 20 }, busy) });
    await rule({ RetryPolicy });

    emit();
    await clock.advance(600_000);

    expect(events.deadLetters()).toMatchObject([{ errorCode: "THROTTLING", exhaustedRetryCondition, retryAttempts }]);
  });
});

describe("A queue or a topic as target", () => {
  const workArn = `arn:aws:sqs:${region}:work`;
  const topicArn = `arn:aws:sns:${region}:news`;
  const by = { kind: "service", name: "events.amazonaws.com", sourceArn: `arn:aws:events:${region}:rule/all` };

  test.each([workArn, topicArn])("%s gets the event as text, from EventBridge on behalf of the rule", async (Arn) => {
    const { clock, rule, emit, sent } = start();
    await rule({ Arn });

    emit({ n: 1 });
    await clock.advance(1_000);

    expect(sent).toMatchObject([{ arn: Arn, by }]);
    expect(JSON.parse(sent[0]?.body ?? "")).toMatchObject({ source: "aws.ecs", detail: { n: 1 } });
  });

  test("gets a template's text as it is, with the target's role where there is one", async () => {
    const { clock, rule, emit, sent } = start();
    await rule({ Arn: workArn, RoleArn: roleArn, InputTransformer: { InputTemplate: '"hello"' } });

    emit();
    await clock.advance(1_000);

    expect(sent).toMatchObject([{ body: "hello", by: { kind: "role", roleArn } }]);
  });

  test.each([
    [workArn, new AwsError("AccessDenied", "no", { status: 403 }), "NO_PERMISSIONS"],
    [workArn, new AwsError("QueueDoesNotExist", "gone"), "NO_RESOURCE"],
    [topicArn, new AwsError("AuthorizationErrorException", "no"), "NO_PERMISSIONS"],
    [topicArn, new AwsError("NotFoundException", "gone", { status: 404 }), "NO_RESOURCE"],
  ])("%s that refuses with %s goes to the dead letters at once: %s", async (Arn, refusal, errorCode) => {
    const { clock, events, rule, emit } = start({ refusals: { [Arn]: refusal } });
    await rule({ Arn });

    emit();
    await clock.advance(1_000);

    expect(events.deadLetters()).toMatchObject([{ errorCode, retryAttempts: 0 }]);
  });
});

describe("A dead-letter queue", () => {
  test("gets the event with the reasons that EventBridge writes", async () => {
    const busy = new AwsError("TooManyRequestsException", "Rate Exceeded.", { status: 429 });
    const { clock, rule, emit, sent } = start({ failures: [busy, busy] });
    await rule({ RetryPolicy: { MaximumRetryAttempts: 1 }, DeadLetterConfig: { Arn: queueArn } });

    emit({ n: 1 });
    await clock.advance(60_000);

    expect(sent).toMatchObject([
      {
        arn: queueArn,
        attributes: {
          RULE_ARN: `arn:aws:events:${region}:rule/all`,
          TARGET_ARN: functionArn,
          ERROR_CODE: "THROTTLING",
          ERROR_MESSAGE: "Rate Exceeded.",
          EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
          RETRY_ATTEMPTS: "1",
        },
      },
    ]);
    expect(JSON.parse(sent[0]?.body ?? "")).toMatchObject({ detail: { n: 1 } });
  });

  test("that does not let EventBridge send loses the event", async () => {
    const refusals = { [queueArn]: new AwsError("AccessDenied", "no", { status: 403 }) };
    const { clock, events, rule, emit, sent } = start({ permits: false, refusals });
    await rule({ DeadLetterConfig: { Arn: queueArn } });

    emit();
    await clock.advance(1_000);

    expect(sent).toEqual([]);
    expect(events.deadLetters()).toHaveLength(1);
  });
});

describe("A scheduled rule", () => {
  test("fires on the clock, with what the target's input says", async () => {
    const { clock, rule, invoked } = start();
    await rule({ Input: '{"tick":1}' }, { ScheduleExpression: "rate(5 minutes)" });

    await clock.advance(16 * 60_000);

    expect(invoked.map(({ payload }) => payload)).toEqual([{ tick: 1 }, { tick: 1 }, { tick: 1 }]);
  });

  test("sends the event that EventBridge sends", async () => {
    const { clock, rule, invoked } = start();
    await rule({}, { ScheduleExpression: "cron(0 12 * * ? *)" });

    await clock.advance(24 * 3_600_000);

    expect(invoked.map(({ payload }) => payload)).toMatchObject([
      {
        source: "aws.events",
        "detail-type": "Scheduled Event",
        time: "2026-01-01T12:00:00Z",
        detail: {},
        resources: [`arn:aws:events:${region}:rule/all`],
      },
    ]);
  });

  test("stops when it is disabled or deleted, and follows its new schedule when it is changed", async () => {
    const { clock, run, rule, invoked } = start();
    await rule({}, { ScheduleExpression: "rate(1 minute)" });
    await rule({}, { ScheduleExpression: "rate(1 hour)" });
    await clock.advance(90 * 60_000);
    await run("DisableRule", { Name: "all" });
    await clock.advance(3 * 3_600_000);

    expect(invoked).toHaveLength(1);
    expect(clock.pending()).toBe(0);
  });
});

describe("PutEvents", () => {
  test("takes good entries and answers each bad one with its error", async () => {
    const { clock, run, rule, invoked } = start();
    await rule({});
    const good = { Source: "ours", DetailType: "Command", Detail: '{"a":1}' };

    const answer = await run("PutEvents", {
      Entries: [
        good,
        { ...good, Detail: "{" },
        { ...good, Source: "aws.ecs" },
        { ...good, DetailType: undefined },
        { ...good, Detail: "[]" },
        { ...good, EventBusName: "nowhere" },
      ],
    });
    await clock.advance(1_000);

    expect(answer.FailedEntryCount).toBe(4);
    expect(answer.Entries?.map((entry) => entry.ErrorCode)).toEqual([
      undefined,
      "MalformedDetail",
      "NotAuthorizedForSourceException",
      "InvalidArgument",
      "MalformedDetail",
      undefined,
    ]);
    expect(invoked).toMatchObject([{ payload: { source: "ours", detail: { a: 1 } } }]);
  });

  test.each([[0], [11]])("refuses %i entries", async (count) => {
    const { run } = start();
    const Entries = Array.from({ length: count }, () => ({ Source: "ours", DetailType: "x", Detail: "{}" }));

    await expect(run("PutEvents", { Entries })).rejects.toMatchObject({ code: "ValidationException" });
  });
});

describe("Rules, targets and buses", () => {
  test.each([
    ["PutRule", { Name: "x" }, "ValidationException"],
    ["PutRule", { Name: "not good", EventPattern: '{"a":[1]}' }, "ValidationException"],
    ["PutRule", { Name: "x", EventPattern: '{"a":[1]}', EventBusName: "nowhere" }, "ResourceNotFoundException"],
    ["PutRule", { Name: "x", EventPattern: '{"a":1}' }, "InvalidEventPatternException"],
    ["PutRule", { Name: "x", ScheduleExpression: "rate(1 minute)", EventBusName: "ours" }, "ValidationException"],
    ["DescribeRule", { Name: "x" }, "ResourceNotFoundException"],
    ["DeleteRule", { Name: "all" }, "ValidationException"],
    ["PutTargets", { Rule: "all", Targets: [{ Id: "m", Arn: machineArn }] }, "ValidationException"],
    ["PutTargets", { Rule: "all", Targets: [{ Id: "m", Arn: functionArn, Input: "{" }] }, "ValidationException"],
    [
      "PutTargets",
      { Rule: "all", Targets: [{ Id: "m", Arn: functionArn, Input: "{}", InputPath: "$" }] },
      "ValidationException",
    ],
    ["PutTargets", { Rule: "all", Targets: [{ Id: "m", Arn: "arn:aws:kinesis:x:1:stream/s" }] }, "NotImplemented"],
    [
      "PutTargets",
      { Rule: "all", Targets: [1, 2, 3, 4, 5].map((n) => ({ Id: `t${n}`, Arn: functionArn })) },
      "LimitExceededException",
    ],
    [
      "PutTargets",
      { Rule: "all", Targets: [{ Id: "m", Arn: functionArn, RetryPolicy: { MaximumEventAgeInSeconds: 59 } }] },
      "ValidationException",
    ],
    [
      "PutTargets",
      { Rule: "all", Targets: [{ Id: "m", Arn: functionArn, DeadLetterConfig: { Arn: `${queueArn}.fifo` } }] },
      "ValidationException",
    ],
    ["CreateEventBus", { Name: "ours" }, "ResourceAlreadyExistsException"],
    ["DeleteEventBus", { Name: "default" }, "ValidationException"],
  ] as const)("%s %j is refused with %s", async (operation, input, code) => {
    const { run, rule } = start();
    await run("CreateEventBus", { Name: "ours" });
    await rule({});

    await expect(run(operation, input as never)).rejects.toMatchObject({ code });
  });

  test("are shown as they were put", async () => {
    const { run, rule } = start();
    await run("CreateEventBus", { Name: "ours", Tags: [{ Key: "a", Value: "b" }] });
    await rule({ Input: "1" }, { EventBusName: "ours", Description: "d" });

    const described = await run("DescribeRule", { Name: "all", EventBusName: "ours" });
    const { Rules } = await run("ListRules", { EventBusName: "ours" });
    const { Targets } = await run("ListTargetsByRule", { Rule: "all", EventBusName: "ours" });
    const { RuleNames } = await run("ListRuleNamesByTarget", { TargetArn: functionArn, EventBusName: "ours" });
    const { Tags } = await run("ListTagsForResource", { ResourceARN: `arn:aws:events:${region}:event-bus/ours` });

    expect(described).toMatchObject({
      Arn: `arn:aws:events:${region}:rule/ours/all`,
      State: "ENABLED",
      Description: "d",
      EventBusName: "ours",
    });
    expect(Rules?.map((each) => each.Name)).toEqual(["all"]);
    expect(Targets).toEqual([{ Id: "one", Arn: functionArn, Input: "1" }]);
    expect(RuleNames).toEqual(["all"]);
    expect(Tags).toEqual([{ Key: "a", Value: "b" }]);
  });

  test("a bus keeps its policy by statement", async () => {
    const { run } = start();
    await run("PutPermission", { StatementId: "team", Principal: "210987654321", Action: "events:PutEvents" });

    const { Policy } = await run("DescribeEventBus", {});
    await run("RemovePermission", { StatementId: "team" });
    const after = await run("DescribeEventBus", {});

    expect(JSON.parse(Policy ?? "").Statement).toMatchObject([
      { Sid: "team", Principal: { AWS: "arn:aws:iam::210987654321:root" } },
    ]);
    expect(after.Policy).toBeUndefined();
  });
});
