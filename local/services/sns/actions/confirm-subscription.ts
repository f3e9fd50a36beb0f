import type { Action } from "../../../edge/contract.ts";
import { findTopic, invalid, subscriptionsOf } from "../find.ts";
import type { SnsState } from "../state.ts";

export const confirmSubscription: Action<"sns", "ConfirmSubscription", SnsState> = (input, { state }) => {
  const topic = findTopic(state, input.TopicArn);
  const subscription = subscriptionsOf(state, topic.arn).find(({ token }) => token && token === input.Token);
  if (!subscription) throw invalid("Token");
  delete subscription.token;
  return { SubscriptionArn: subscription.arn };
};
