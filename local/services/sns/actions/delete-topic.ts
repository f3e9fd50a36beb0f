import type { Action } from "../../../edge/contract.ts";
import { subscriptionsOf } from "../find.ts";
import type { SnsState } from "../state.ts";

/** Deletes a topic with its subscriptions. One that is not there is deleted already. */
export const deleteTopic: Action<"sns", "DeleteTopic", SnsState> = (input, { state }) => {
  const arn = input.TopicArn ?? "";
  for (const subscription of subscriptionsOf(state, arn)) state.subscriptions.delete(subscription.arn);
  state.topics.delete(arn);
  return {};
};
