import { describe, expect, test } from "@jest/globals";
import { parseDeadLetter } from "../../../../functions/events/dead-letter/event.ts";
import { createDeadLetterHandler } from "../../../../functions/events/dead-letter/reactor.ts";
import type { QueueRecord } from "../../../../shared/reactions/queue-runner.ts";
import { createStore } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";

const sentAt = 1_790_000_000_000;
const record = (body: unknown, more: Partial<QueueRecord> = {}): QueueRecord => ({
  messageId: "m-1",
  body: typeof body === "string" ? body : JSON.stringify(body),
  messageAttributes: {},
  raw: undefined,
  ...more,
  attributes: { SentTimestamp: `${sentAt}`, ...more.attributes },
});
const readers: Readonly<Record<string, string>> = {
  "fairway-announcements": "fairway-event-announcement",
  "fairway-scaler": "fairway-event-desired-count",
};
const read = (one: QueueRecord) => parseDeadLetter(one, (arn) => readers[arn.split(":").at(-1) ?? ""]);
const lambda = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

describe("a dead letter", () => {
  test.each([
    [
      "of a rule is the event as it was, with why it was not handed over",
      record(
        { id: "e-1" },
        {
          messageAttributes: {
            RULE_ARN: { stringValue: "arn:rule/task-state" },
            TARGET_ARN: { stringValue: lambda("fairway-event-task-state") },
            ERROR_CODE: { stringValue: "NO_PERMISSIONS" },
            ERROR_MESSAGE: { stringValue: "Not allowed." },
            RETRY_ATTEMPTS: { stringValue: "0" },
          },
        },
      ),
      {
        from: "rule",
        source: "arn:rule/task-state",
        function: "fairway-event-task-state",
        error: "NO_PERMISSIONS",
        message: "Not allowed.",
        attempts: 0,
        event: '{"id":"e-1"}',
      },
    ],
    [
      "of a rule whose target is a queue is its reader's",
      record(
        { id: "e-1" },
        {
          messageAttributes: {
            RULE_ARN: { stringValue: "arn:rule/scaler-tasks" },
            TARGET_ARN: { stringValue: "arn:aws:sqs:us-east-1:123456789012:fairway-scaler" },
            ERROR_CODE: { stringValue: "NO_PERMISSIONS" },
          },
        },
      ),
      {
        from: "rule",
        source: "arn:rule/scaler-tasks",
        function: "fairway-event-desired-count",
        error: "NO_PERMISSIONS",
        event: '{"id":"e-1"}',
      },
    ],
    [
      "of a function is what it was invoked with, and its error",
      record({
        requestContext: {
          functionArn: `${lambda("fairway-event-command")}:$LATEST`,
          condition: "RetriesExhausted",
          approximateInvokeCount: 3,
        },
        requestPayload: { id: "e-1" },
        responsePayload: { errorType: "Denied", errorMessage: "No." },
      }),
      {
        from: "function",
        function: "fairway-event-command",
        error: "Denied",
        message: "No.",
        attempts: 3,
        event: '{"id":"e-1"}',
      },
    ],
    [
      "of a function that never ran has Lambda's word for it",
      record({
        requestContext: { functionArn: lambda("fairway-event-command"), condition: "EventAgeExceeded" },
        requestPayload: {},
      }),
      { from: "function", function: "fairway-event-command", error: "EventAgeExceeded", event: "{}" },
    ],
    [
      "of nobody is kept too",
      record("hello"),
      { from: "queue", error: "Unknown", message: "Nobody says what this is.", event: "hello" },
    ],
  ])("%s", (_name, one, letter) => {
    expect(read(one)).toEqual({ id: expect.stringMatching(/^x-[0-9a-z]{19}$/), at: sentAt, ...letter });
  });

  test("of a queue can be handed to the queue's reader as it was", () => {
    const letter = read(
      record("{}", {
        attributes: { DeadLetterQueueSourceArn: "arn:aws:sqs:x:fairway-announcements", ApproximateReceiveCount: "5" },
      }),
    );
    expect(letter).toMatchObject({ from: "queue", function: "fairway-event-announcement", attempts: 5 });
    expect(JSON.parse(letter.event)).toMatchObject({ Records: [{ messageId: "m-1", body: "{}" }] });
  });

  test("that is too long for the table is cut, and says so", () => {
    const letter = read(record("x".repeat(200_000)));
    expect(letter).toMatchObject({ isCut: true });
    expect(letter.event).toHaveLength(90_000);
  });

  test("has an id that sorts by time, the same whenever it is read", () => {
    const later = record("hello", { attributes: { SentTimestamp: `${sentAt + 1}` } });
    expect(read(record("hello")).id).toBe(read(record("hello")).id);
    expect(read(record("hello")).id < read(later).id).toBe(true);
  });
});

describe("keeping dead letters", () => {
  const event = { Records: [record("one"), { ...record("two"), messageId: "m-2" }] };

  test("each is there once, however often it comes", async () => {
    const store = createStore(memoryTable());
    const handle = createDeadLetterHandler({
      store,
      installation: { name: "fairway" },
      clock: { now: () => sentAt },
      logger: { log: () => undefined },
    });
    expect(await handle(event)).toEqual({ batchItemFailures: [] });
    await handle(event);
    expect((await store.deadLetters.list()).deadLetters.map((one) => one.event).sort()).toEqual(["one", "two"]);
  });

  test("what the table does not take comes again, and only that", async () => {
    const table = memoryTable();
    let puts = 0;
    const put: typeof table.put = async (item, conditions) => {
      if (++puts === 2) throw new Error("no answer");
      return table.put(item, conditions);
    };
    const handle = createDeadLetterHandler({
      store: createStore({ ...table, put }),
      installation: { name: "fairway" },
      clock: { now: () => sentAt },
      logger: { log: () => undefined },
    });
    expect(await handle(event)).toEqual({ batchItemFailures: [{ itemIdentifier: "m-2" }] });
  });
});
