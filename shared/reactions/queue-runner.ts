import { translate } from "../errors/translate.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";

/** A message of a queue, as Lambda hands it over. */
export interface QueueRecord {
  readonly messageId: string;
  readonly body: string;
  /** SQS's own: SentTimestamp, ApproximateReceiveCount, DeadLetterQueueSourceArn. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
  /** The sender's. */
  readonly messageAttributes: Readonly<Record<string, { readonly stringValue?: string } | undefined>>;
  /** The message as it came. */
  readonly raw: unknown;
}

/** The messages that are to come again; what is not named is done. */
export interface QueueAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export type QueueHandler = (event: unknown, context?: unknown) => Promise<QueueAnswer>;

/**
 * Makes the Lambda handler of a queue. `react` is given the messages that came together, and answers those that it
 * could not do, with the error. They come again, each by itself; where it is the only one the function fails, so that
 * whoever invoked it by hand is told too.
 */
export function createQueueHandler(
  { clock, logger, name }: { clock: Clock; logger: Logger; name: string },
  react: (records: readonly QueueRecord[]) => Promise<readonly FailedRecord[]>,
): QueueHandler {
  return async (event) => {
    const startedAt = clock.now();
    const records = readRecords(event);
    logger.log({ level: "info", message: `${name} begins`, messages: records.length });
    const failures = await react(records);
    for (const { record, error } of failures) {
      const { name: errorName, message: reason } = translate(error);
      logger.log({ level: "error", message: `${name} fails`, messageId: record.messageId, error: errorName, reason });
    }
    const [failure] = failures;
    if (failure && records.length === 1) throw translate(failure.error);
    logger.log({
      level: "info",
      message: `${name} ends`,
      failed: failures.length,
      milliseconds: clock.now() - startedAt,
    });
    return { batchItemFailures: failures.map(({ record }) => ({ itemIdentifier: record.messageId })) };
  };
}

export interface FailedRecord {
  readonly record: QueueRecord;
  readonly error: unknown;
}

function readRecords(event: unknown): QueueRecord[] {
  const { Records } = (event ?? {}) as { Records?: unknown };
  return (Array.isArray(Records) ? Records : []).map((raw: Partial<QueueRecord> | null) => ({
    messageId: raw?.messageId ?? "",
    body: raw?.body ?? "",
    attributes: raw?.attributes ?? {},
    messageAttributes: raw?.messageAttributes ?? {},
    raw,
  }));
}
