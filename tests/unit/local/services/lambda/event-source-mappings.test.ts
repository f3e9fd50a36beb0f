import { describe, expect, test } from "@jest/globals";
import type { Cloud } from "../../../../../local/cloud.ts";
import { type InProcessHandler, inProcessRunner } from "../../../../../local/services/lambda/index.ts";
import { createSqs } from "../../../../../local/services/sqs/index.ts";
import { virtualClock } from "../../../../../local/world/virtual-clock.ts";
import { caller } from "../service-in-test.ts";
import { lambdaOn, makeHost, roleArn, zip } from "./lambda-host.ts";

const queueArn = "arn:aws:sqs:us-east-1:123456789012:work";

interface Batch {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** A queue, and a function that notes which batches it got and does with them what `handle` does. */
async function start(
  options: { handle?: InProcessHandler; mayRead?: boolean; visibility?: string } & Record<string, unknown> = {},
) {
  const { handle = async () => null, mayRead = true, visibility = "30", ...mapping } = options;
  const clock = virtualClock();
  const { host } = makeHost(clock);
  const cloud = host.cloud as { -readonly [Name in keyof Cloud]: Cloud[Name] };
  cloud.identity = { ...host.cloud.identity, mayUse: () => mayRead };
  cloud.metrics = { put: () => undefined };
  const { service, port } = createSqs(host);
  cloud.queues = port;
  const sqs = caller<"sqs">(service);
  const { QueueUrl } = await sqs.run("CreateQueue", {
    QueueName: "work",
    Attributes: { VisibilityTimeout: visibility },
  });
  const batches: string[][] = [];
  const handler: InProcessHandler = async (event, context) => {
    batches.push((event as Batch).Records.map(({ body }) => body));
    return handle(event, context);
  };
  const { lambda, run } = lambdaOn(host, inProcessRunner(host.world, new Map([["worker", handler]])));
  await run("CreateFunction", {
    FunctionName: "worker",
    Role: roleArn,
    Runtime: "nodejs24.x",
    Handler: "index.handler",
    Timeout: 10,
    Code: { ZipFile: zip("") },
  });
  const map = () => run("CreateEventSourceMapping", { FunctionName: "worker", EventSourceArn: queueArn, ...mapping });
  const send = async (...bodies: string[]) => {
    for (const MessageBody of bodies) await sqs.run("SendMessage", { QueueUrl, MessageBody });
  };
  const left = async () => {
    const { Attributes } = await sqs.run("GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });
    return Number(Attributes?.ApproximateNumberOfMessages) + Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
  };
  return { clock, lambda, run, map, send, left, batches };
}

const failing = (bodies: readonly string[]) => async (event: unknown) => ({
  batchItemFailures: (event as Batch).Records.filter(({ body }) => bodies.includes(body)).map(({ messageId }) => ({
    itemIdentifier: messageId,
  })),
});

describe("A function that reads a queue", () => {
  test("gets what is there in batches, and what it did is gone", async () => {
    const { clock, map, send, left, batches } = await start({ BatchSize: 2 });
    await send("a", "b", "c");

    await map();
    await clock.advance(1_000);

    expect(batches).toEqual([["a", "b"], ["c"]]);
    expect(await left()).toBe(0);
    await clock.advance(600_000);
    // The queue's metrics: of the next minute, and of the last one, which cannot be read yet.
    expect(clock.pending()).toBe(2);
  });

  test("gets records as Lambda writes them", async () => {
    const seen: unknown[] = [];
    const { clock, map, send } = await start({ handle: async (event) => seen.push(event) });
    await map();

    await send("hello");
    await clock.advance(1_000);

    expect(seen).toMatchObject([
      {
        Records: [
          {
            body: "hello",
            md5OfBody: "5d41402abc4b2a76b9719d911017c592",
            eventSource: "aws:sqs",
            eventSourceARN: queueArn,
            awsRegion: "us-east-1",
            attributes: { ApproximateReceiveCount: "1" },
            messageAttributes: {},
            receiptHandle: expect.any(String),
          },
        ],
      },
    ]);
  });

  test("gets a batch again after the visibility timeout when it threw", async () => {
    let failures = 1;
    const { clock, map, send, left, batches } = await start({
      handle: async () => {
        if (failures-- > 0) throw new Error("not yet");
      },
    });
    await map();
    await send("a", "b");

    await clock.advance(29_000);
    const before = batches.length;
    await clock.advance(2_000);

    expect(before).toBe(1);
    expect(batches).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
    expect(await left()).toBe(0);
  });

  test.each([
    ["names one", failing(["b"]), [["a", "b", "c"], ["b"]]],
    ["names none", failing([]), [["a", "b", "c"]]],
    ["answers null", async () => null, [["a", "b", "c"]]],
    [
      "names what it never got",
      async () => ({ batchItemFailures: [{ itemIdentifier: "x" }] }),
      [
        ["a", "b", "c"],
        ["a", "b", "c"],
      ],
    ],
  ])("tells with ReportBatchItemFailures which ones it did not do: %s", async (_, handle, expected) => {
    const { clock, map, send, batches } = await start({ handle, FunctionResponseTypes: ["ReportBatchItemFailures"] });
    await map();
    await send("a", "b", "c");

    await clock.advance(31_000);

    expect(batches).toEqual(expected);
  });

  test("runs no more batches at once than MaximumConcurrency says", async () => {
    let running = 0;
    let most = 0;
    const held = Array.from({ length: 6 }, () => Promise.withResolvers<void>());
    const { clock, map, send, left } = await start({
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 2 },
      handle: async () => {
        most = Math.max(most, ++running);
        await held[0]?.promise;
        running--;
      },
    });
    await map();
    await send("a", "b", "c", "d");

    await clock.advance(100);
    const atFirst = running;
    held[0]?.resolve();
    await clock.advance(1_000);

    expect([atFirst, most, await left()]).toEqual([2, 2, 0]);
  });

  test("waits for a batch to fill as long as the window says", async () => {
    const { clock, map, send, batches } = await start({ MaximumBatchingWindowInSeconds: 5 });
    await map();
    await send("a");
    await clock.advance(4_000);
    const early = batches.length;
    await send("b");
    await clock.advance(2_000);

    expect(early).toBe(0);
    expect(batches).toEqual([["a", "b"]]);
  });

  test("stops when the mapping is disabled or deleted, and goes on when it is enabled", async () => {
    const { clock, run, map, send, batches } = await start();
    const { UUID = "" } = await map();
    await run("UpdateEventSourceMapping", { UUID, Enabled: false });
    await send("a");
    await clock.advance(1_000);
    const disabled = batches.length;
    await run("UpdateEventSourceMapping", { UUID, Enabled: true });
    await clock.advance(1_000);
    await run("DeleteEventSourceMapping", { UUID });
    await send("b");
    await clock.advance(1_000);

    expect([disabled, batches]).toEqual([0, [["a"]]]);
    await expect(run("GetEventSourceMapping", { UUID })).rejects.toMatchObject({ code: "ResourceNotFoundException" });
  });

  test.each([
    [{ EventSourceArn: `${queueArn}-gone` }, "InvalidParameterValueException"],
    [{ mayRead: false }, "InvalidParameterValueException"],
    [{ visibility: "5" }, "InvalidParameterValueException"],
    [{ BatchSize: 11 }, "InvalidParameterValueException"],
    [{ ScalingConfig: { MaximumConcurrency: 1 } }, "InvalidParameterValueException"],
    [{ EventSourceArn: "arn:aws:kinesis:us-east-1:123456789012:stream/s" }, "NotImplemented"],
    [{ FilterCriteria: { Filters: [{ Pattern: "{}" }] } }, "NotImplemented"],
  ])("is refused with %j: %s", async (options, code) => {
    const { map } = await start(options);

    await expect(map()).rejects.toMatchObject({ code });
  });

  test("is listed by queue and by function, once each", async () => {
    const { run, map } = await start();
    const { UUID } = await map();

    const { EventSourceMappings } = await run("ListEventSourceMappings", { FunctionName: "worker" });

    expect(EventSourceMappings).toMatchObject([{ UUID, EventSourceArn: queueArn, State: "Enabled", BatchSize: 10 }]);
    await expect(map()).rejects.toMatchObject({ code: "ResourceConflictException" });
  });
});
