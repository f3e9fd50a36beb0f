import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Ticks } from "../ports/ticks.ts";

export function createTicks(client: SQSClient, queueUrl: string): Ticks {
  return {
    async send(tick, delaySeconds) {
      const message = { QueueUrl: queueUrl, MessageBody: JSON.stringify(tick), DelaySeconds: delaySeconds };
      await client.send(new SendMessageCommand(message));
    },
    async showAgain(receiptHandle, seconds) {
      const message = { QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds };
      await client.send(new ChangeMessageVisibilityCommand(message));
    },
  };
}
