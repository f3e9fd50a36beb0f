import {
  CreateQueueCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { describe, expect, test } from "@jest/globals";
import type { TrustedParty } from "../../../../../local/cloud.ts";
import { createIam } from "../../../../../local/services/iam/index.ts";
import { createSqs } from "../../../../../local/services/sqs/index.ts";
import { clientConfig, fakeEdge } from "../../edge/fake-cloud.ts";
import { account, caller, tagsOf, testHost } from "../service-in-test.ts";

const arnOf = (name: string): string => `arn:aws:sqs:us-east-1:${account}:${name}`;

/** Where there is a queue, the next minute's metrics are waited for, and nothing else. */
const metricsTimers = 1;

async function queue(attributes: Record<string, string> = {}, QueueName = "work") {
  const host = testHost();
  Object.assign(host.cloud, { identity: createIam(host).port });
  const { service, port } = createSqs(host);
  const calls = caller<"sqs">(service);
  const { QueueUrl = "" } = await calls.run("CreateQueue", { QueueName, Attributes: attributes });
  const send = (MessageBody: string, more: object = {}) => calls.run("SendMessage", { QueueUrl, MessageBody, ...more });
  const receive = async (more: object = {}) =>
    (await calls.run("ReceiveMessage", { QueueUrl, MaxNumberOfMessages: 10, ...more })).Messages ?? [];
  return { host, port, send, receive, QueueUrl, ...calls };
}

describe("A message", () => {
  test("is received once, hidden for the visibility timeout, and comes again unless it is deleted", async () => {
    const { host, send, receive, run, QueueUrl } = await queue({ VisibilityTimeout: "60" });
    await send("one");

    const [first] = await receive({ MessageSystemAttributeNames: ["ApproximateReceiveCount"] });
    const hidden = await receive();
    await host.clock.advance(60_000);
    const [second] = await receive({ MessageSystemAttributeNames: ["All"] });
    await run("DeleteMessage", { QueueUrl, ReceiptHandle: first?.ReceiptHandle });
    await run("DeleteMessage", { QueueUrl, ReceiptHandle: second?.ReceiptHandle });
    await host.clock.advance(60_000);

    expect(first).toMatchObject({ Body: "one", Attributes: { ApproximateReceiveCount: "1" } });
    expect(hidden).toEqual([]);
    expect(second?.Attributes).toMatchObject({ ApproximateReceiveCount: "2", SentTimestamp: expect.any(String) });
    expect(await receive()).toEqual([]);
  });

  test("waits for its delay", async () => {
    const { host, send, receive } = await queue();
    await send("late", { DelaySeconds: 5 });

    const early = await receive();
    await host.clock.advance(5_000);

    expect(early).toEqual([]);
    expect(await receive()).toMatchObject([{ Body: "late" }]);
  });

  test("ends a long poll when it comes, and none ends it when its time is over", async () => {
    const { host, send, receive } = await queue();
    const began = host.clock.now();
    const ended: [string, number][] = [];
    const poll = receive({ WaitTimeSeconds: 20 }).then((found) => ended.push([found[0]?.Body ?? "", host.clock.now()]));
    host.clock.schedule(3_000, () => void send("there"));

    await host.clock.advance(4_000);
    await poll;
    const none = receive({ WaitTimeSeconds: 2 }).then((found) => ended.push([found[0]?.Body ?? "", host.clock.now()]));
    await host.clock.advance(2_000);
    await none;

    expect(ended).toEqual([
      ["there", began + 3_000],
      ["", began + 6_000],
    ]);
    expect(host.clock.pending()).toBe(metricsTimers);
  });

  test("goes to the dead-letter queue when it was received too often, and back again", async () => {
    const { host, send, receive, run, QueueUrl } = await queue();
    const { QueueUrl: dead = "" } = await run("CreateQueue", { QueueName: "dead" });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf("dead"), maxReceiveCount: 2 });
    await run("SetQueueAttributes", { QueueUrl, Attributes: { RedrivePolicy, VisibilityTimeout: "0" } });
    await send("poison");

    const seen = [await receive(), await receive(), await receive()].map((messages) => messages.length);
    const letters = await run("ReceiveMessage", { QueueUrl: dead, AttributeNames: ["All"], VisibilityTimeout: 0 });
    const sources = await run("ListDeadLetterSourceQueues", { QueueUrl: dead });
    await run("StartMessageMoveTask", { SourceArn: arnOf("dead") });

    expect(seen).toEqual([1, 1, 0]);
    expect(letters.Messages).toMatchObject([
      { Body: "poison", Attributes: { ApproximateReceiveCount: "3", DeadLetterQueueSourceArn: arnOf("work") } },
    ]);
    expect(sources.queueUrls).toEqual([QueueUrl]);
    expect(await receive()).toMatchObject([{ Body: "poison" }]);
    expect(host.clock.pending()).toBe(metricsTimers);
  });

  test("keeps its attributes, and shows those that are asked for", async () => {
    const { send, receive } = await queue({ VisibilityTimeout: "0" });
    const MessageAttributes = {
      "rule.arn": { DataType: "String", StringValue: "arn:rule" },
      tries: { DataType: "Number", StringValue: "3" },
    };
    const sent = await send("x", { MessageAttributes });

    const [all] = await receive({ MessageAttributeNames: ["All"] });
    const [some] = await receive({ MessageAttributeNames: ["rule.*"] });
    const [none] = await receive();

    expect(all?.MessageAttributes).toEqual(MessageAttributes);
    expect(all?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
    expect(Object.keys(some?.MessageAttributes ?? {})).toEqual(["rule.arn"]);
    expect(none?.MessageAttributes).toBeUndefined();
  });

  test("has a checksum that the SDK computes likewise", async () => {
    const { host } = await queue();
    const sqs = new SQSClient(clientConfig(fakeEdge([createSqs(host).service])));
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "wire" }));

    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "grüß <&>" }));
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));

    expect(Messages).toMatchObject([{ Body: "grüß <&>" }]);
    await expect(
      sqs.send(new SendMessageCommand({ QueueUrl: `${QueueUrl}-gone`, MessageBody: "x" })),
    ).rejects.toBeInstanceOf(QueueDoesNotExist);
  });
});

describe("A batch", () => {
  test("does each entry for itself", async () => {
    const { run, receive, QueueUrl } = await queue();

    const sent = await run("SendMessageBatch", {
      QueueUrl,
      Entries: [
        { Id: "a", MessageBody: "one" },
        { Id: "b", MessageBody: "\u0001" },
        { Id: "c", MessageBody: "three" },
      ],
    });
    const received = await receive();
    const deleted = await run("DeleteMessageBatch", {
      QueueUrl,
      Entries: [
        { Id: "a", ReceiptHandle: received[0]?.ReceiptHandle },
        { Id: "b", ReceiptHandle: "nonsense" },
      ],
    });

    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(["a", "c"]);
    expect(sent.Failed).toMatchObject([{ Id: "b", Code: "InvalidMessageContents", SenderFault: true }]);
    expect(deleted.Successful).toEqual([{ Id: "a" }]);
    expect(deleted.Failed).toMatchObject([{ Id: "b", Code: "ReceiptHandleIsInvalid" }]);
  });

  test.each([
    [[], "EmptyBatchRequest"],
    [["a", "a"], "BatchEntryIdsNotDistinct"],
    [["not good"], "InvalidBatchEntryId"],
    [Array.from({ length: 11 }, (_, index) => `m${index}`), "TooManyEntriesInBatchRequest"],
  ])("of the ids %j is refused with %s", async (ids, code) => {
    const { run, QueueUrl } = await queue();
    const Entries = ids.map((Id) => ({ Id, MessageBody: "x" }));

    await expect(run("SendMessageBatch", { QueueUrl, Entries })).rejects.toMatchObject({ code });
  });
});

describe("A queue", () => {
  test("is the same when it is made again, but not with other attributes", async () => {
    const { run, QueueUrl } = await queue({ VisibilityTimeout: "60" });

    const again = await run("CreateQueue", { QueueName: "work", Attributes: { VisibilityTimeout: "60" } });

    expect(again).toEqual({ QueueUrl });
    expect(QueueUrl).toBe(`https://sqs.us-east-1.amazonaws.com/${account}/work`);
    await expect(
      run("CreateQueue", { QueueName: "work", Attributes: { VisibilityTimeout: "61" } }),
    ).rejects.toMatchObject({ code: "QueueNameExists" });
  });

  test("keeps its name back for a minute after it was deleted", async () => {
    const { host, run, QueueUrl } = await queue();
    await run("DeleteQueue", { QueueUrl });

    await expect(run("GetQueueUrl", { QueueName: "work" })).rejects.toMatchObject({ code: "QueueDoesNotExist" });
    await expect(run("CreateQueue", { QueueName: "work" })).rejects.toMatchObject({ code: "QueueDeletedRecently" });
    await host.clock.advance(60_000);
    expect(await run("CreateQueue", { QueueName: "work" })).toEqual({ QueueUrl });
  });

  test("counts its messages: to be had, hidden and delayed", async () => {
    const { send, receive, run, QueueUrl } = await queue();
    await send("a");
    await send("b");
    await send("c", { DelaySeconds: 9 });
    await receive({ MaxNumberOfMessages: 1 });

    const { Attributes } = await run("GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });

    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: "1",
      ApproximateNumberOfMessagesNotVisible: "1",
      ApproximateNumberOfMessagesDelayed: "1",
      QueueArn: arnOf("work"),
      VisibilityTimeout: "30",
      MessageRetentionPeriod: "345600",
    });
  });

  test.each([
    ["CreateQueue", { QueueName: "not good" }, "InvalidParameterValue"],
    ["CreateQueue", { QueueName: "orders.fifo" }, "NotImplemented"],
    ["CreateQueue", { QueueName: "q", Attributes: { FifoQueue: "true" } }, "NotImplemented"],
    ["CreateQueue", { QueueName: "q", Attributes: { Nonsense: "1" } }, "InvalidAttributeName"],
    ["CreateQueue", { QueueName: "q", Attributes: { VisibilityTimeout: "x" } }, "InvalidAttributeValue"],
    [
      "CreateQueue",
      {
        QueueName: "q",
        Attributes: { RedrivePolicy: `{"deadLetterTargetArn":"${arnOf("none")}","maxReceiveCount":1}` },
      },
      "InvalidParameterValue",
    ],
    ["ReceiveMessage", { QueueUrl: "x/work", MaxNumberOfMessages: 11 }, "InvalidParameterValue"],
    ["ReceiveMessage", { QueueUrl: "x/work", WaitTimeSeconds: 21 }, "InvalidParameterValue"],
    ["SendMessage", { QueueUrl: "x/gone", MessageBody: "x" }, "QueueDoesNotExist"],
    ["SendMessage", { QueueUrl: "x/work", MessageBody: "" }, "InvalidParameterValue"],
    [
      "ChangeMessageVisibility",
      { QueueUrl: "x/work", ReceiptHandle: "x", VisibilityTimeout: 0 },
      "ReceiptHandleIsInvalid",
    ],
    ["SetQueueAttributes", { QueueUrl: "x/work", Attributes: { Policy: "{" } }, "MalformedPolicyDocumentException"],
  ] as const)("%s %j is refused with %s", async (operation, input, code) => {
    const { run } = await queue();

    await expect(run(operation, input as never)).rejects.toMatchObject({ code });
  });

  test("forgets what is older than its retention period, and all of it when it is purged", async () => {
    const { host, send, receive, run, QueueUrl } = await queue({ MessageRetentionPeriod: "60" });
    await send("old");
    await host.clock.advance(61_000);
    await send("new");

    expect((await receive({ VisibilityTimeout: 0 })).map(({ Body }) => Body)).toEqual(["new"]);
    await run("PurgeQueue", { QueueUrl });
    expect(await receive()).toEqual([]);
  });

  test("has tags, which the cloud knows", async () => {
    const { host, run, QueueUrl } = await queue();
    await run("TagQueue", { QueueUrl, Tags: { a: "1", b: "2" } });
    await run("UntagQueue", { QueueUrl, TagKeys: ["b"] });

    expect(await run("ListQueueTags", { QueueUrl })).toEqual({ Tags: { a: "1" } });
    expect(tagsOf(host, arnOf("work"))).toEqual({ a: "1" });
  });

  test("asks IAM for the single operation on its ARN, for batches too", async () => {
    const { asks, QueueUrl } = await queue();

    expect(asks("SendMessageBatch", { QueueUrl, Entries: [] })).toEqual([
      { action: "sqs:SendMessage", resources: [arnOf("work")] },
    ]);
  });
});

describe("A queue's policy", () => {
  const rule = "arn:aws:events:us-east-1:123456789012:rule/all";
  const events: TrustedParty = { kind: "service", name: "events.amazonaws.com", sourceArn: rule };
  const policy = (more: object = {}) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: arnOf("work"),
          ...more,
        },
      ],
    });

  test.each([
    ["no policy", undefined, false],
    ["a policy for the service", policy(), true],
    ["a policy for the rule", policy({ Condition: { ArnEquals: { "aws:SourceArn": rule } } }), true],
    ["a policy for another rule", policy({ Condition: { ArnEquals: { "aws:SourceArn": `${rule}2` } } }), false],
    ["a policy for another queue", policy({ Resource: arnOf("other") }), false],
    ["a policy for another service", policy({ Principal: { Service: "sns.amazonaws.com" } }), false],
    ["a policy that denies", policy({ Effect: "Deny" }), false],
  ])("with %s a service may send: %#", async (_name, Policy, allowed) => {
    const { port, run, QueueUrl } = await queue();
    if (Policy) await run("SetQueueAttributes", { QueueUrl, Attributes: { Policy } });
    const send = () => port.send(arnOf("work"), { body: "x" }, events);

    if (allowed) expect(send()).toEqual(expect.any(String));
    else expect(send).toThrow(expect.objectContaining({ code: "AccessDenied" }));
  });
});

describe("A queue's metrics", () => {
  const minute = 60_000;

  test("tell each minute what waits, what is in hand and what was done, and can be read a minute later", async () => {
    const { host, send, receive, run, QueueUrl } = await queue({ VisibilityTimeout: "600" });
    for (const body of ["one", "two", "three"]) await send(body);
    await send("later", { DelaySeconds: 900 });
    const [first] = await receive({ MaxNumberOfMessages: 2 });
    await run("DeleteMessage", { QueueUrl, ReceiptHandle: first?.ReceiptHandle });

    const begin = host.clock.now();
    await host.clock.advance(2 * minute - 1);
    const early = [...host.measured];
    await host.clock.advance(1);

    expect(early).toEqual([]);
    expect(new Set(host.measured.map(({ timestamp }) => timestamp))).toEqual(new Set([begin]));
    expect(host.measured[0]).toMatchObject({ namespace: "AWS/SQS", dimensions: { QueueName: "work" } });
    expect(Object.fromEntries(host.measured.map(({ name, value }) => [name, value]))).toEqual({
      ApproximateNumberOfMessagesVisible: 1,
      ApproximateNumberOfMessagesNotVisible: 1,
      ApproximateNumberOfMessagesDelayed: 1,
      ApproximateAgeOfOldestMessage: 60,
      NumberOfMessagesSent: 4,
      NumberOfMessagesReceived: 2,
      NumberOfMessagesDeleted: 1,
    });
  });

  test("end six hours after its last use, and go on with the next one", async () => {
    const { host, send } = await queue();
    const points = () => host.measured.filter(({ name }) => name === "ApproximateNumberOfMessagesVisible").length;
    await host.clock.advance(6 * 60 * minute + 2 * minute);
    const active = points();
    await host.clock.advance(60 * minute);
    const asleep = points();
    await send("at last");
    await host.clock.advance(2 * minute);

    expect(active).toBe(6 * 60);
    expect(asleep).toBe(active);
    expect(points()).toBe(active + 1);
  });
});
