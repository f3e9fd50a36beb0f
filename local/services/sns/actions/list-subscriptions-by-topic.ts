import type { Action } from "../../../edge/contract.ts";
import { findTopic, subscriptionsOf } from "../find.ts";
import { page } from "../pages.ts";
import type { SnsState } from "../state.ts";
import { listed } from "../subscription-attributes.ts";

export const listSubscriptionsByTopic: Action<"sns", "ListSubscriptionsByTopic", SnsState> = (input, { state }) => {
  const topic = findTopic(state, input.TopicArn);
  const { entries, token } = page(subscriptionsOf(state, topic.arn), input.NextToken);
  return { Subscriptions: entries.map(listed), ...token };
};
