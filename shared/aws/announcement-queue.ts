import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { AnnouncementMessage, AnnouncementQueue } from "../ports/announcement-queue.ts";

/** Leaves announcements in a queue of SQS, whose delays end the windows in which they are collected. */
export function createAnnouncementQueue(client: SQSClient, queueUrl: string): AnnouncementQueue {
  const send = async (message: AnnouncementMessage, DelaySeconds?: number): Promise<void> => {
    const MessageBody = JSON.stringify(message);
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds }));
  };
  return {
    add: (item) => send({ kind: "item", item }),
    closeAfter: (service, until, seconds) =>
      send({ kind: "close", service, until }, Math.min(900, Math.max(0, Math.ceil(seconds)))),
  };
}
