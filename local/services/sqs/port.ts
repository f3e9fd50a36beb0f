import type { QueueMessage, QueuesPort } from "../../cloud.ts";
import { AwsError } from "../../edge/aws-error.ts";
import type { Host } from "../../edge/contract.ts";
import { numberOf } from "./attributes.ts";
import { md5 } from "./digests.ts";
import { findByArn, noQueue } from "./find.ts";
import { take } from "./receive.ts";
import { deleteReceived } from "./remove.ts";
import { send } from "./send.ts";
import { systemAttributes } from "./shapes.ts";
import type { Message, Queue, SqsState } from "./state.ts";
import { watch } from "./watch.ts";

/** SQS, as the services see it which send to queues, and Lambda, which polls them. */
export function queuesPort(host: Host, state: SqsState): QueuesPort {
  const { world, cloud } = host;
  const find = (queueArn: string): Queue => {
    const queue = findByArn(state, queueArn);
    if (!queue) throw noQueue();
    return queue;
  };
  return {
    send(queueArn, { body, attributes = {} }, by) {
      const queue = find(queueArn);
      const request = { action: "sqs:SendMessage", resource: queueArn };
      if (!cloud.identity.mayUse(by, queue.attributes.get("Policy"), request))
        throw new AwsError(
          "AccessDenied",
          `Access to the resource ${queueArn} is denied: its policy must let ${by.kind === "service" ? by.name : by.arn} do sqs:SendMessage.`,
          { status: 403 },
        );
      const MessageAttributes = Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { DataType: "String", StringValue: value }]),
      );
      const sender = by.kind === "service" ? by.name : by.arn;
      return send(world, queue, { MessageBody: body, MessageAttributes }, sender).id;
    },
    visibilitySeconds(queueArn) {
      const queue = findByArn(state, queueArn);
      return queue && numberOf(queue, "VisibilityTimeout");
    },
    receive: (queueArn, count) => take(world, state, find(queueArn), { count }).map(received),
    delete(queueArn, receiptHandle) {
      const queue = findByArn(state, queueArn);
      if (queue) deleteReceived(queue, receiptHandle);
    },
    watch: (queueArn, listener) => watch(world, find(queueArn), listener),
  };
}

function received(message: Message): QueueMessage {
  return {
    messageId: message.id,
    receiptHandle: message.receiptHandle as string,
    body: message.body,
    md5OfBody: md5(message.body),
    attributes: systemAttributes(message),
    messageAttributes: Object.fromEntries(
      Object.entries(message.attributes).map(([name, { DataType = "String", StringValue, BinaryValue }]) => [
        name,
        {
          dataType: DataType,
          ...(StringValue !== undefined && { stringValue: StringValue }),
          ...(BinaryValue && { binaryValue: Buffer.from(BinaryValue).toString("base64") }),
        },
      ]),
    ),
  };
}
