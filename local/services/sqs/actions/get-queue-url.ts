import type { Action } from "../../../edge/contract.ts";
import { findQueue, noQueue } from "../find.ts";
import type { SqsState } from "../state.ts";

export const getQueueUrl: Action<"sqs", "GetQueueUrl", SqsState> = (input, { state, world }) => {
  if (input.QueueOwnerAWSAccountId && input.QueueOwnerAWSAccountId !== world.account) throw noQueue();
  return { QueueUrl: findQueue(state, input.QueueName).url };
};
