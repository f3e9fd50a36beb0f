import { createQueueHandler, type FailedRecord, type QueueHandler } from "../../../shared/reactions/queue-runner.ts";
import type { ReactorTools } from "../../../shared/reactions/runner.ts";
import type { Store } from "../../../shared/store/store.ts";
import { parseDeadLetter } from "./event.ts";

export interface DeadLetterOptions extends ReactorTools {
  readonly store: Pick<Store, "deadLetters">;
  readonly installation: { readonly name: string };
}

/**
 * Keeps each dead letter, once however often it comes. It tells nobody else, so that announcing, which may be what
 * failed, is not what it leads to.
 */
export function createDeadLetterHandler({ store, installation, ...tools }: DeadLetterOptions): QueueHandler {
  /** Who reads which queue of ours. */
  const readerOf = (queueArn: string): string | undefined =>
    queueArn.endsWith(`:${installation.name}-announcements`) ? `${installation.name}-event-announcement` : undefined;

  return createQueueHandler({ ...tools, name: "event-dead-letter" }, async (records) => {
    const results = await Promise.allSettled(
      records.map(async (record) => store.deadLetters.keep(parseDeadLetter(record, readerOf))),
    );
    return results.flatMap((result, index): FailedRecord[] => {
      const record = records[index];
      return result.status === "rejected" && record ? [{ record, error: result.reason }] : [];
    });
  });
}
