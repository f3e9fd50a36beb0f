import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "@jest/globals";
import type { Cloud, LogLine } from "../../../../../local/cloud.ts";
import { createIam } from "../../../../../local/services/iam/index.ts";
import { createSns } from "../../../../../local/services/sns/index.ts";
import { createSqs } from "../../../../../local/services/sqs/index.ts";
import { account, caller, tagsOf, testHost } from "../service-in-test.ts";

const region = `us-east-1:${account}`;
const functionArn = `arn:aws:lambda:${region}:function:hello`;
const queueArn = (name: string): string => `arn:aws:sqs:${region}:${name}`;

async function topic(options: { permits?: boolean } = {}) {
  const invoked: unknown[] = [];
  const logged: { group: string; line: LogLine }[] = [];
  const host = testHost({
    functions: {
      permits: () => options.permits ?? true,
      enqueue: (_arn: string, payload: unknown) => invoked.push(payload),
    },
    logs: {
      write: (group: string, _stream: string, lines: readonly LogLine[]) =>
        logged.push({ group, line: lines[0] as LogLine }),
    },
  } as unknown as Partial<Cloud>);
  const cloud = host.cloud as { -readonly [Name in keyof Cloud]: Cloud[Name] };
  cloud.identity = createIam(host).port;
  const sqs = createSqs(host);
  cloud.queues = sqs.port;
  const sns = createSns(host);
  const calls = caller<"sns">(sns.service);
  const queues = caller<"sqs">(sqs.service);
  const { TopicArn = "" } = await calls.run("CreateTopic", { Name: "news", Tags: [{ Key: "a", Value: "1" }] });
  const makeQueue = async (QueueName: string, open = true) => {
    const { QueueUrl } = await queues.run("CreateQueue", { QueueName });
    const Policy = JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "sns.amazonaws.com" },
          Action: "sqs:*",
          Resource: queueArn(QueueName),
          Condition: { ArnLike: { "aws:SourceArn": TopicArn } },
        },
      ],
    });
    if (open) await queues.run("SetQueueAttributes", { QueueUrl, Attributes: { Policy } });
    return async () => {
      await host.clock.advance(1_000);
      const { Messages = [] } = await queues.run("ReceiveMessage", {
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ["All"],
      });
      return Messages;
    };
  };
  const subscribe = async (Protocol: string, Endpoint: string, Attributes: Record<string, string> = {}) =>
    (await calls.run("Subscribe", { TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true }))
      .SubscriptionArn ?? "";
  const publish = (Message: string, more: object = {}) => calls.run("Publish", { TopicArn, Message, ...more });
  return { host, sns, invoked, logged, TopicArn, makeQueue, subscribe, publish, ...calls };
}

describe("A published message", () => {
  test("reaches a queue in an envelope, or raw with its attributes", async () => {
    const { makeQueue, subscribe, publish, TopicArn } = await topic();
    const [wrapped, raw] = [await makeQueue("wrapped"), await makeQueue("raw")];
    await subscribe("sqs", queueArn("wrapped"));
    await subscribe("sqs", queueArn("raw"), { RawMessageDelivery: "true" });

    const { MessageId } = await publish("it runs", {
      Subject: "deployed",
      MessageAttributes: { kind: { DataType: "String", StringValue: "deployment" } },
    });
    const [envelope] = await wrapped();

    expect(JSON.parse(envelope?.Body ?? "")).toMatchObject({
      Type: "Notification",
      MessageId,
      TopicArn,
      Subject: "deployed",
      Message: "it runs",
      MessageAttributes: { kind: { Type: "String", Value: "deployment" } },
    });
    expect(await raw()).toMatchObject([
      { Body: "it runs", MessageAttributes: { kind: { DataType: "String", StringValue: "deployment" } } },
    ]);
  });

  test("invokes a function that lets SNS do so", async () => {
    const open = await topic();
    const closed = await topic({ permits: false });
    for (const { subscribe, publish, host } of [open, closed]) {
      await subscribe("lambda", functionArn);
      await publish("hello");
      await host.clock.advance(1_000);
    }

    expect(open.invoked).toMatchObject([
      { Records: [{ EventSource: "aws:sns", Sns: { Message: "hello", TopicArn: open.TopicArn, Subject: null } }] },
    ]);
    expect(closed.invoked).toEqual([]);
  });

  test("goes to the subscription's dead-letter queue where it cannot be delivered", async () => {
    const { makeQueue, subscribe, publish } = await topic();
    await makeQueue("closed", false);
    const dead = await makeQueue("dead");
    await subscribe("sqs", queueArn("closed"), {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("dead") }),
    });

    await publish("lost");

    expect((await dead()).map(({ Body = "" }) => JSON.parse(Body).Message)).toEqual(["lost"]);
  });

  test("passes the filters that it matches, by attributes or by body", async () => {
    const { makeQueue, subscribe, publish } = await topic();
    const [byAttribute, byBody] = [await makeQueue("attribute"), await makeQueue("body")];
    await subscribe("sqs", queueArn("attribute"), {
      RawMessageDelivery: "true",
      FilterPolicy: '{"kind":["incident",{"prefix":"deploy"}]}',
    });
    await subscribe("sqs", queueArn("body"), {
      RawMessageDelivery: "true",
      FilterPolicyScope: "MessageBody",
      FilterPolicy: '{"count":[{"numeric":[">",2]}]}',
    });
    const kind = (StringValue: string) => ({ MessageAttributes: { kind: { DataType: "String", StringValue } } });

    await publish('{"count":1}', kind("deployment"));
    await publish('{"count":3}', kind("other"));
    await publish("no JSON", kind("incident"));

    expect((await byAttribute()).map(({ Body }) => Body)).toEqual(['{"count":1}', "no JSON"]);
    expect((await byBody()).map(({ Body }) => Body)).toEqual(['{"count":3}']);
  });

  test("has a text for each protocol with MessageStructure json", async () => {
    const { makeQueue, subscribe, publish } = await topic();
    const receive = await makeQueue("q");
    await subscribe("sqs", queueArn("q"), { RawMessageDelivery: "true" });

    await publish('{"default":"all","sqs":"for queues"}', { MessageStructure: "json" });

    expect((await receive()).map(({ Body }) => Body)).toEqual(["for queues"]);
    await expect(publish('{"sqs":"x"}', { MessageStructure: "json" })).rejects.toMatchObject({
      code: "InvalidParameterException",
    });
  });

  test("is posted to a confirmed HTTP endpoint of this machine", async () => {
    const { run, subscribe, publish, host, TopicArn } = await topic();
    const bodies: { Type: string; Token?: string; Message: string }[] = [];
    let arrived = Promise.withResolvers<void>();
    const server = createServer((request, response) => {
      request.setEncoding("utf8").on("data", (text) => bodies.push(JSON.parse(text)));
      request.on("end", () => {
        response.end();
        arrived.resolve();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    await subscribe("http", `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
    await arrived.promise;
    await run("ConfirmSubscription", { TopicArn, Token: bodies[0]?.Token });

    arrived = Promise.withResolvers();
    await publish("hello");
    await host.clock.advance(1_000);
    await arrived.promise;
    server.close();

    expect(bodies.map(({ Type }) => Type)).toEqual(["SubscriptionConfirmation", "Notification"]);
    expect(bodies[1]?.Message).toBe("hello");
  });

  test("is only written down for a mail address, once that is confirmed", async () => {
    const { run, subscribe, publish, host, logged } = await topic();
    const SubscriptionArn = await subscribe("email", "team@example.com");
    await publish("not yet");
    await host.clock.advance(1_000);

    const { Attributes } = await run("GetSubscriptionAttributes", { SubscriptionArn });

    expect(logged).toEqual([]);
    expect(Attributes).toMatchObject({ PendingConfirmation: "true", Endpoint: "team@example.com" });
  });

  test("is one of a batch, each for itself", async () => {
    const { run, TopicArn } = await topic();

    const answer = await run("PublishBatch", {
      TopicArn,
      PublishBatchRequestEntries: [
        { Id: "a", Message: "x" },
        { Id: "b", Message: "" },
      ],
    });

    expect(answer.Successful).toEqual([{ Id: "a", MessageId: expect.any(String) }]);
    expect(answer.Failed).toMatchObject([{ Id: "b", Code: "InvalidParameterException" }]);
  });
});

describe("A topic", () => {
  test("is the same when it is made again, and is gone with its subscriptions when it is deleted", async () => {
    const { run, subscribe, TopicArn } = await topic();
    await subscribe("lambda", functionArn);

    const again = await run("CreateTopic", { Name: "news" });
    await run("DeleteTopic", { TopicArn });
    const { Subscriptions } = await run("ListSubscriptions", {});

    expect(again).toEqual({ TopicArn });
    expect(Subscriptions).toEqual([]);
    await expect(run("Publish", { TopicArn, Message: "x" })).rejects.toMatchObject({ code: "NotFoundException" });
  });

  test("has attributes, tags and subscriptions to look at", async () => {
    const { host, run, subscribe, TopicArn } = await topic();
    const arn = await subscribe("lambda", functionArn);
    await run("SetTopicAttributes", { TopicArn, AttributeName: "DisplayName", AttributeValue: "News" });

    const { Attributes } = await run("GetTopicAttributes", { TopicArn });
    const { Subscriptions } = await run("ListSubscriptionsByTopic", { TopicArn });

    expect(Attributes).toMatchObject({ DisplayName: "News", SubscriptionsConfirmed: "1", Owner: account });
    expect(Subscriptions).toEqual([
      { SubscriptionArn: arn, Owner: account, Protocol: "lambda", Endpoint: functionArn, TopicArn },
    ]);
    expect(await run("ListTagsForResource", { ResourceArn: TopicArn })).toEqual({ Tags: [{ Key: "a", Value: "1" }] });
    expect(tagsOf(host, TopicArn)).toEqual({ a: "1" });
  });

  test.each([
    ["CreateTopic", { Name: "not good" }, "InvalidParameterException"],
    ["CreateTopic", { Name: "news.fifo" }, "NotImplemented"],
    ["Subscribe", { TopicArn: "arn:none", Protocol: "sqs" }, "NotFoundException"],
    ["Subscribe", { Protocol: "pigeon", Endpoint: "x" }, "InvalidParameterException"],
    ["Subscribe", { Protocol: "http", Endpoint: "http://example.com/" }, "InvalidParameterException"],
    ["Publish", { Message: "" }, "InvalidParameterException"],
    ["Publish", { Message: "x", Subject: "two\nlines" }, "InvalidParameterException"],
    ["GetSubscriptionAttributes", { SubscriptionArn: "arn:none" }, "NotFoundException"],
  ] as const)("%s %j is refused with %s", async (operation, input, code) => {
    const { run, TopicArn } = await topic();

    await expect(run(operation, { TopicArn, ...input } as never)).rejects.toMatchObject({ code });
  });

  test("lets a service publish only by its policy", async () => {
    const { sns, run, TopicArn } = await topic();
    const by = { kind: "service", name: "events.amazonaws.com", sourceArn: "arn:rule" } as const;
    const publish = () => sns.port.publish(TopicArn, { body: "x" }, by);
    expect(publish).toThrow(expect.objectContaining({ code: "AuthorizationErrorException" }));
    const Statement = [{ Effect: "Allow", Principal: { Service: by.name }, Action: "SNS:Publish", Resource: TopicArn }];

    await run("SetTopicAttributes", {
      TopicArn,
      AttributeName: "Policy",
      AttributeValue: JSON.stringify({ Statement }),
    });

    expect(publish()).toEqual(expect.any(String));
  });
});
