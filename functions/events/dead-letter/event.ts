import { createHash } from "node:crypto";
import { defined } from "../../../shared/model/defined.ts";
import type { QueueRecord } from "../../../shared/reactions/queue-runner.ts";
import type { DeadLetter } from "../../../shared/store/dead-letters.ts";

/** How much of an event is kept, in characters: an item of the table holds 400 KB, a character at most four bytes. */
const longestEvent = 90_000;
const longestMessage = 2_000;

/**
 * Reads a dead letter, whoever wrote it; there is none that cannot be kept.
 *
 * From a rule: the body is the event, and the attributes say the rest (`RULE_ARN`, `TARGET_ARN`, `ERROR_CODE`,
 * `ERROR_MESSAGE`, `RETRY_ATTEMPTS`). From a function: `{"requestContext": {"functionArn": "…:fairway-event-task-state:
 * $LATEST", "condition": "RetriesExhausted", "approximateInvokeCount": 3}, "requestPayload": {…}, "responsePayload":
 * {"errorType": "Denied", "errorMessage": "…"}}`. From a queue: the message as it was, with the queue's ARN in
 * `DeadLetterQueueSourceArn`; `readerOf` tells whose it was.
 */
export function parseDeadLetter(record: QueueRecord, readerOf: (queueArn: string) => string | undefined): DeadLetter {
  const at = Number(record.attributes.SentTimestamp ?? 0);
  const hash = createHash("sha256").update(record.messageId).digest("hex").slice(0, 10);
  const { event, ...read } = fromQueue(record, readerOf) ?? fromRule(record, readerOf) ?? fromFunction(record);
  return {
    id: `x-${at.toString(36).padStart(9, "0")}${hash}`,
    at,
    ...read,
    ...(event.length > longestEvent ? { event: event.slice(0, longestEvent), isCut: true } : { event }),
  };
}

type Read = Omit<DeadLetter, "id" | "at" | "isCut">;

function fromQueue(record: QueueRecord, readerOf: (queueArn: string) => string | undefined): Read | undefined {
  const source = record.attributes.DeadLetterQueueSourceArn;
  if (source === undefined) return undefined;
  const { messageId, body, attributes, messageAttributes } = record;
  // What its reader is invoked with to try it again.
  const event = { Records: [{ messageId, body, attributes, messageAttributes, eventSource: "aws:sqs" }] };
  return {
    from: "queue",
    source,
    ...defined({ function: readerOf(source), attempts: count(attributes.ApproximateReceiveCount) }),
    error: "Failed",
    message: "Its function failed each time that the queue gave it the message. The function's log says why.",
    event: JSON.stringify(event),
  };
}

function fromRule(
  { body, messageAttributes }: QueueRecord,
  readerOf: (queueArn: string) => string | undefined,
): Read | undefined {
  const read = (name: string): string | undefined => messageAttributes[name]?.stringValue;
  const target = read("TARGET_ARN");
  if (target === undefined && read("RULE_ARN") === undefined) return undefined;
  return {
    from: "rule",
    ...defined({
      source: read("RULE_ARN"),
      // Where the rule's target is a queue, who reads that takes the event by itself too.
      function: functionName(target) ?? (target === undefined ? undefined : readerOf(target)),
      message: read("ERROR_MESSAGE")?.slice(0, longestMessage),
      attempts: count(read("RETRY_ATTEMPTS")),
    }),
    error: read("ERROR_CODE") ?? "NotDelivered",
    event: body,
  };
}

interface FailureRecord {
  readonly requestContext?: {
    readonly functionArn?: string;
    readonly condition?: string;
    readonly approximateInvokeCount?: number;
  };
  readonly requestPayload?: unknown;
  readonly responsePayload?: { readonly errorType?: unknown; readonly errorMessage?: unknown } | null;
}

function fromFunction({ body }: QueueRecord): Read {
  const { requestContext: context, requestPayload, responsePayload } = readJson(body);
  if (context?.functionArn === undefined)
    return { from: "queue", error: "Unknown", message: "Nobody says what this is.", event: body };
  const { errorType, errorMessage } = responsePayload ?? {};
  return {
    from: "function",
    ...defined({
      function: functionName(context.functionArn),
      message: typeof errorMessage === "string" ? errorMessage.slice(0, longestMessage) : undefined,
      attempts: context.approximateInvokeCount,
    }),
    error: typeof errorType === "string" ? errorType : (context.condition ?? "Failed"),
    event: JSON.stringify(requestPayload ?? null),
  };
}

function readJson(text: string): FailureRecord {
  try {
    return (JSON.parse(text) ?? {}) as FailureRecord;
  } catch {
    return {};
  }
}

/** `arn:aws:lambda:us-east-1:123456789012:function:fairway-event-task-state:$LATEST` */
function functionName(arn: string | undefined): string | undefined {
  return /^arn:[^:]+:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(arn ?? "")?.[1];
}

function count(text: string | undefined): number | undefined {
  const number = Number(text ?? Number.NaN);
  return Number.isNaN(number) ? undefined : number;
}
