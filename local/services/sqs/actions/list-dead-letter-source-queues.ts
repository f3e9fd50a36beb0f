import type { Action } from "../../../edge/contract.ts";
import { redrivePolicyOf } from "../attributes.ts";
import { findQueue } from "../find.ts";
import { page } from "../pages.ts";
import type { SqsState } from "../state.ts";

/** Lists the queues whose dead letters this one takes. */
export const listDeadLetterSourceQueues: Action<"sqs", "ListDeadLetterSourceQueues", SqsState> = (input, { state }) => {
  const { arn } = findQueue(state, input.QueueUrl);
  const urls = [...state.queues.values()]
    .filter((queue) => redrivePolicyOf(queue)?.deadLetterTargetArn === arn)
    .map(({ url }) => url)
    .sort();
  const { entries, token } = page(urls, input);
  return { queueUrls: entries, ...token };
};
