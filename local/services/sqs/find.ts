import { AwsError } from "../../edge/aws-error.ts";
import type { Queue, SqsState } from "./state.ts";

export function noQueue(): AwsError {
  return new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
}

/** Finds a queue by its URL, of which only the end counts: the same queue answers under every host name. */
export function findQueue(state: SqsState, url: string | undefined): Queue {
  const queue = state.queues.get(queueName(url));
  if (!queue) throw noQueue();
  return queue;
}

export function queueName(url: string | undefined): string {
  return (url ?? "").split("/").at(-1) ?? "";
}

export function findByArn(state: SqsState, arn: string): Queue | undefined {
  return [...state.queues.values()].find((queue) => queue.arn === arn);
}
