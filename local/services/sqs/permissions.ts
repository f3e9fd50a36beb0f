import type { Permission, Permissions } from "../../edge/contract.ts";
import { arn, type World } from "../../world/world.ts";
import { queueName } from "./find.ts";
import type { SqsState } from "./state.ts";

interface OnQueue {
  readonly QueueUrl?: string | undefined;
}

/** A batch asks for what its single operation asks for: SQS has no actions of their own for batches. */
const onQueue =
  (operation: string) =>
  ({ QueueUrl }: OnQueue, { world }: { world: World }): Permission[] => [
    { action: `sqs:${operation}`, resources: [arn(world, "sqs", queueName(QueueUrl))] },
  ];

const onName =
  (operation: string) =>
  ({ QueueName = "" }: { QueueName?: string | undefined }, { world }: { world: World }): Permission[] => [
    { action: `sqs:${operation}`, resources: [arn(world, "sqs", QueueName)] },
  ];

export const permissions: Permissions<"sqs", SqsState> = {
  ChangeMessageVisibility: onQueue("ChangeMessageVisibility"),
  ChangeMessageVisibilityBatch: onQueue("ChangeMessageVisibility"),
  CreateQueue: (input, asks) => {
    const [create] = onName("CreateQueue")(input, asks) as [Permission];
    const tags = Object.entries(input.tags ?? {});
    if (tags.length === 0) return [create];
    const keys = {
      ...Object.fromEntries(tags.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
      "aws:TagKeys": tags.map(([key]) => key),
    };
    return [
      { ...create, keys },
      { ...create, action: "sqs:TagQueue", keys },
    ];
  },
  DeleteMessage: onQueue("DeleteMessage"),
  DeleteMessageBatch: onQueue("DeleteMessage"),
  DeleteQueue: onQueue("DeleteQueue"),
  GetQueueAttributes: onQueue("GetQueueAttributes"),
  GetQueueUrl: onName("GetQueueUrl"),
  ListDeadLetterSourceQueues: onQueue("ListDeadLetterSourceQueues"),
  ListMessageMoveTasks: ({ SourceArn = "" }) => [{ action: "sqs:ListMessageMoveTasks", resources: [SourceArn] }],
  ListQueueTags: onQueue("ListQueueTags"),
  PurgeQueue: onQueue("PurgeQueue"),
  ReceiveMessage: onQueue("ReceiveMessage"),
  SendMessage: onQueue("SendMessage"),
  SendMessageBatch: onQueue("SendMessage"),
  SetQueueAttributes: onQueue("SetQueueAttributes"),
  StartMessageMoveTask: ({ SourceArn = "" }) => [
    { action: "sqs:StartMessageMoveTask", resources: [SourceArn] },
    { action: "sqs:ReceiveMessage", resources: [SourceArn] },
    { action: "sqs:DeleteMessage", resources: [SourceArn] },
  ],
  TagQueue: onQueue("TagQueue"),
  UntagQueue: onQueue("UntagQueue"),
};
