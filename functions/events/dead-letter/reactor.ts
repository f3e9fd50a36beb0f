import { createQueueHandler, type FailedRecord, type QueueHandler } from "../../../shared/reactions/queue-runner.ts";
import type { ReactorTools } from "../../../shared/reactions/runner.ts";
import type { Store } from "../../../shared/store/store.ts";
import { parseDeadLetter } from "./event.ts";

export interface DeadLetterOptions extends ReactorTools {
  readonly store: Pick<Store, "deadLetters">;
  readonly installation: { readonly name: string };
}

/** Who reads which queue of ours, without the installation's name. */
const readers: Readonly<Record<string, string>> = {
  announcements: "event-announcement",
  "chat-errands": "chatops-work",
  scaler: "event-desired-count",
};

/**
 * Keeps each dead letter, once however often it comes. It tells nobody else, so that announcing, which may be what
 * failed, is not what it leads to.
 */
export function createDeadLetterHandler({ store, installation, ...tools }: DeadLetterOptions): QueueHandler {
  const readerOf = (queueArn: string): string | undefined => {
    const queue = queueArn
      .split(":")
      .at(-1)
      ?.slice(installation.name.length + 1);
    const reader = queue !== undefined && Object.hasOwn(readers, queue) ? readers[queue] : undefined;
    return reader === undefined ? undefined : `${installation.name}-${reader}`;
  };

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
