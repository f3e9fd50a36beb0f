import { describe, expect, test } from "@jest/globals";
import type { Cloud } from "../../../../local/cloud.ts";
import type { Host } from "../../../../local/edge/contract.ts";
import { createHttpApi } from "../../../../local/http-api/index.ts";
import { createEvents } from "../../../../local/services/events/index.ts";
import { createLambda, inProcessRunner } from "../../../../local/services/lambda/index.ts";
import { createSns } from "../../../../local/services/sns/index.ts";
import { createSqs } from "../../../../local/services/sqs/index.ts";
import { loadStack, type StackOptions, type Template } from "../../../../local/stack/index.ts";
import { laptop } from "../../../../local/world/profile.ts";
import { seededRandom } from "../../../../local/world/random.ts";
import { virtualClock } from "../../../../local/world/virtual-clock.ts";
import { zip } from "../services/lambda/lambda-host.ts";
import { sample } from "./sample-template.ts";

/** What the services answer that are not here themselves. */
const canned: Record<string, (input: Record<string, unknown>) => unknown> = {
  CreateRole: ({ RoleName, Path = "/" }) => ({
    Role: { Arn: `arn:aws:iam::123456789012:role${Path}${RoleName}`, RoleId: "AROA" },
  }),
  CreatePolicy: ({ PolicyName }) => ({
    Policy: { Arn: `arn:aws:iam::123456789012:policy/${PolicyName}`, PolicyId: "ANPA" },
  }),
  CreateTable: ({ TableName }) => ({
    TableDescription: { TableArn: `arn:aws:dynamodb:us-east-1:123456789012:table/${TableName}` },
  }),
  CreateStateMachine: ({ name }) => ({ stateMachineArn: `arn:aws:states:us-east-1:123456789012:stateMachine:${name}` }),
  CreateSecret: ({ Name }) => ({ ARN: `arn:aws:secretsmanager:us-east-1:123456789012:secret:${Name}-abcdef` }),
};

async function load(template: Template, more: Partial<StackOptions> = {}) {
  const clock = virtualClock();
  const calls: { operation: string; input: Record<string, unknown> }[] = [];
  const world = { clock, random: seededRandom(1), profile: laptop, account: "123456789012", region: "us-east-1" };
  const cloud = {
    tags: { provide: () => {} },
    identity: {
      hasRole: () => true,
      assume: () => ({}),
      decide: () => ({ kind: "allow" }),
      mayUse: () => true,
      checkResourcePolicy: () => {},
    },
    logs: { write: () => {}, hasGroup: () => true },
    metrics: { put: () => {} },
    call: async (kind: string, operation: string, input: Record<string, unknown>) => {
      calls.push({ operation: `${kind}:${operation}`, input });
      const service = [lambda.service, events.service, sqs.service, sns.service].find((each) => each.kind === kind);
      const call = { principal: { kind: "administrator", arn: "arn:root" }, requestId: "request" } as const;
      return service ? service.run(operation, input, call) : (canned[operation]?.(input) ?? {});
    },
  } as unknown as Cloud & { functions?: unknown };
  const host: Host = { world, cloud };
  const handled: unknown[] = [];
  const handler = async (event: unknown) => {
    handled.push(event);
    return { statusCode: 200, body: "ok" };
  };
  const runner = inProcessRunner(
    world,
    new Map([
      ["sample-dev-api", handler],
      ["sample-dev-reactor", handler],
    ]),
  );
  const lambda = createLambda(host, { runner });
  const events = createEvents(host);
  const sqs = createSqs(host);
  const sns = createSns(host);
  Object.assign(cloud, { functions: lambda.port, events: events.port, queues: sqs.port, topics: sns.port });
  const httpApis = createHttpApi(host);
  const asked: string[] = [];
  const artifacts = (fileName: string) => {
    asked.push(fileName);
    return zip("exports.handler = async () => 1;");
  };
  const stack = await loadStack(template, { cloud, world, httpApis, artifacts, stackName: "sample-dev", ...more });
  const inputs = (operation: string) => calls.filter((call) => call.operation === operation).map((call) => call.input);
  return { stack, inputs, asked, handled, clock, cloud, httpApis, lambda };
}

describe("A template as osls packages it", () => {
  test("becomes functions with their artifact, role and variables", async () => {
    const { inputs, asked } = await load(sample);

    expect(asked.toSorted()).toEqual(["api.zip", "reactor.zip"]);
    expect(inputs("lambda:CreateFunction").at(-1)).toMatchObject({
      FunctionName: "sample-dev-api",
      Handler: "api.handler",
      Timeout: 6,
      Role: "arn:aws:iam::123456789012:role/sample-dev-api-us-east-1-lambdaRole",
      Environment: {
        Variables: {
          TABLE: expect.stringMatching(/^sample-dev-Table-[A-Z0-9]{12}$/),
          MACHINE: expect.stringMatching(/^arn:aws:states:us-east-1:123456789012:stateMachine:sample-dev-Machine-/),
        },
      },
      Tags: { team: "a" },
    });
    expect(inputs("lambda:PutFunctionConcurrency")).toEqual([
      { FunctionName: "sample-dev-api", ReservedConcurrentExecutions: 5 },
    ]);
  });

  test("becomes roles with their policies worked out", async () => {
    const { inputs } = await load(sample);

    expect(JSON.parse(String(inputs("iam:PutRolePolicy")[0]?.PolicyDocument)).Statement[0]).toEqual({
      Effect: "Allow",
      Action: ["logs:PutLogEvents"],
      Resource: ["arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/sample-dev-api:*:*"],
    });
  });

  test("becomes a state machine whose definition names what it was given", async () => {
    const { inputs } = await load(sample);

    expect(inputs("states:CreateStateMachine")[0]).toMatchObject({
      definition:
        '{"StartAt":"zed","Resource":"arn:aws:lambda:us-east-1:123456789012:function:sample-dev-reactor","Queue":"https://sqs.us-east-1.amazonaws.com/123456789012/dead"}',
      loggingConfiguration: { level: "ERROR", includeExecutionData: false },
    });
  });

  test("becomes rules on a bus and schedules that reach the functions they may invoke", async () => {
    const { clock, handled, cloud } = await load(sample);

    await cloud.call("events", "PutEvents", {
      Entries: [{ Source: "aws2.ecs", DetailType: "T", Detail: "{}", EventBusName: "sample-bus" }],
    });
    await clock.advance(5 * 60_000 + 1_000);

    expect(handled).toMatchObject([{ source: "aws2.ecs" }, { tick: 1 }]);
  });

  test("becomes an HTTP API whose outputs have its address in AWS", async () => {
    const { stack, httpApis, handled } = await load(sample);

    const response = await httpApis.handle(stack.apiId ?? "", {
      method: "GET",
      url: "/v1/x/7",
      headers: {},
      body: new Uint8Array(),
      sourceIp: "127.0.0.1",
    });

    expect(response.status).toBe(200);
    expect(handled).toMatchObject([{ routeKey: "GET /v1/x/{id}", pathParameters: { id: "7" } }]);
    expect(stack.outputs).toEqual({
      HttpApiUrl: `https://${stack.apiId}.execute-api.us-east-1.amazonaws.com`,
      ApiVersion: "arn:aws:lambda:us-east-1:123456789012:function:sample-dev-api:1",
    });
    expect(stack.apiUrl).toBeUndefined();
  });

  test("tells where the API answers once it listens", async () => {
    const { httpApis, stack } = await load(sample);

    const address = await httpApis.listen(0);

    expect(httpApis.url(stack.apiId ?? "")).toBe(address);
    await httpApis.close();
  });

  test("leaves out what its conditions say no to", async () => {
    const { stack } = await load(sample);

    expect(Object.keys(stack.resources)).not.toContain("NeverMade");
  });
});

describe("A template that cannot be loaded", () => {
  test.each([
    [
      { Cdn: { Type: "AWS::CloudFront::Distribution" } },
      "Cdn: the local cloud does not know the resource type AWS::CloudFront::Distribution.",
    ],
    [
      {
        Bus: { Type: "AWS::Events::EventBus", Properties: { Name: { "Fn::GetAtt": ["Queue", "Color"] } } },
        Queue: { Type: "AWS::SQS::Queue" },
      },
      "Bus (AWS::Events::EventBus) could not be made: Queue (AWS::SQS::Queue) has no attribute Color in the local cloud.",
    ],
    [
      { Bus: { Type: "AWS::Events::EventBus", Properties: { Name: { Ref: "Nothing" } } } },
      "Bus (AWS::Events::EventBus) could not be made: Ref Nothing names neither a resource nor a parameter of the template.",
    ],
    [
      { Rule: { Type: "AWS::Events::Rule", Properties: { ScheduleExpression: "rate(5 minute)" } } },
      "Rule (AWS::Events::Rule) could not be made: Parameter ScheduleExpression is not valid.",
    ],
    [
      { Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "a", ProtocolType: "WEBSOCKET" } } },
      "Api (AWS::ApiGatewayV2::Api) could not be made: ProtocolType WEBSOCKET is not served: the local cloud has HTTP APIs only.",
    ],
  ])("says why: %j", async (Resources, message) => {
    await expect(load({ Resources })).rejects.toMatchObject({ name: "StackError", message });
  });

  test("asks for a parameter that has no default", async () => {
    const template: Template = {
      Parameters: { Team: { Type: "String" } },
      Resources: { Bus: { Type: "AWS::Events::EventBus", Properties: { Name: { Ref: "Team" } } } },
    };

    await expect(load(template)).rejects.toThrow("The parameter Team has no default: give a value for it.");
    await expect(load(template, { parameters: { Team: "a" } })).resolves.toMatchObject({
      stack: { resources: { Bus: { ref: "a" } } },
    });
  });
});

test("Queues, topics, their policies, a subscription and a queue's reader are made and joined", async () => {
  const arn = (logicalId: string) => ({ "Fn::GetAtt": [logicalId, "Arn"] });
  const Statement = [{ Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:*", Resource: "*" }];
  const RedrivePolicy = { deadLetterTargetArn: arn("Dead"), maxReceiveCount: 3 };
  const { stack, inputs } = await load({
    ...sample,
    Resources: {
      ...sample.Resources,
      Dead: { Type: "AWS::SQS::Queue", Properties: { Tags: [{ Key: "a", Value: "1" }] } },
      Work: { Type: "AWS::SQS::Queue", Properties: { QueueName: "work", VisibilityTimeout: 900, RedrivePolicy } },
      WorkPolicy: {
        Type: "AWS::SQS::QueuePolicy",
        Properties: { Queues: [{ Ref: "Work" }], PolicyDocument: { Statement } },
      },
      News: { Type: "AWS::SNS::Topic", Properties: { TopicName: "news" } },
      NewsPolicy: {
        Type: "AWS::SNS::TopicPolicy",
        Properties: { Topics: [{ Ref: "News" }], PolicyDocument: { Statement } },
      },
      Reader: {
        Type: "AWS::SNS::Subscription",
        Properties: { TopicArn: { Ref: "News" }, Protocol: "sqs", Endpoint: arn("Work"), RawMessageDelivery: true },
      },
      Mapping: {
        Type: "AWS::Lambda::EventSourceMapping",
        Properties: {
          EventSourceArn: arn("Work"),
          FunctionName: arn("ReactorLambdaFunction"),
          FunctionResponseTypes: ["ReportBatchItemFailures"],
        },
      },
    },
  } as unknown as Template);

  const { Work, Dead, News, Mapping } = stack.resources;
  expect(Work).toMatchObject({
    ref: "https://sqs.us-east-1.amazonaws.com/123456789012/work",
    attributes: { Arn: "arn:aws:sqs:us-east-1:123456789012:work", QueueName: "work" },
  });
  expect(Dead?.attributes?.QueueName).toMatch(/^sample-dev-Dead-/);
  expect(News?.ref).toBe("arn:aws:sns:us-east-1:123456789012:news");
  expect(Mapping?.attributes?.EventSourceMappingArn).toContain(Mapping?.ref);
  expect(inputs("sqs:SetQueueAttributes")).toEqual([
    { QueueUrl: Work?.ref, Attributes: { Policy: JSON.stringify({ Statement }) } },
  ]);
  expect(inputs("sns:Subscribe")).toMatchObject([{ Attributes: { RawMessageDelivery: "true" } }]);
});
