import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { ChatQueue } from "../ports/chat-queue.ts";

export function createChatQueue(client: SQSClient, queueUrl: string): ChatQueue {
  return {
    async send(errand, delaySeconds) {
      const message = { QueueUrl: queueUrl, MessageBody: JSON.stringify(errand), DelaySeconds: delaySeconds };
      await client.send(new SendMessageCommand(message));
    },
  };
}
