import type { SlackSettings } from "../../../shared/config/slack.ts";
import type { ChatErrand } from "../../../shared/ports/chat-queue.ts";
import { createQueueHandler, type FailedRecord, type QueueHandler } from "../../../shared/reactions/queue-runner.ts";
import { announceInChat } from "./announce.ts";
import { createCallers } from "./caller.ts";
import { type DeliverTools, deliver } from "./deliver.ts";
import { parseErrand } from "./errand.ts";
import { lookAgain } from "./follow.ts";

export interface ChatWorkerOptions extends Omit<DeliverTools, "callers"> {
  /** Absent where Slack is not set up: nothing comes then. */
  readonly settings: SlackSettings | undefined;
}

/** Does what waits to be done in chat: what people said there, the looks at deployments, and announcements. */
export function createChatWorker({ settings, ...tools }: ChatWorkerOptions): QueueHandler {
  const callers = settings && createCallers({ ...tools, settings });

  const work = async (errand: ChatErrand | undefined): Promise<void> => {
    if (!errand) throw new Error("The message has a shape that is not known here.");
    if (!settings || !callers) throw new Error("Slack is not set up: there is no slack.yml.");
    switch (errand.kind) {
      case "delivery":
        return deliver({ ...tools, callers }, errand.id);
      case "look":
        return lookAgain(tools, errand);
      case "announcement":
        return announceInChat({ ...tools, settings }, errand.announcement);
    }
  };

  return createQueueHandler({ ...tools, name: "chatops-work" }, async (records) => {
    const failed: FailedRecord[] = [];
    for (const record of records)
      await work(parseErrand(record.body)).catch((error: unknown) => failed.push({ record, error }));
    return failed;
  });
}
