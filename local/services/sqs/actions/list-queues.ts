import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";
import type { SqsState } from "../state.ts";

/** Lists queues by name. Without MaxResults SQS answers a thousand and no token. */
export const listQueues: Action<"sqs", "ListQueues", SqsState> = (input, { state }) => {
  const urls = [...state.queues.values()]
    .filter(({ name }) => name.startsWith(input.QueueNamePrefix ?? ""))
    .map(({ url }) => url)
    .sort();
  const { entries, token } = page(urls, input);
  return { ...(entries.length > 0 && { QueueUrls: entries }), ...token };
};
