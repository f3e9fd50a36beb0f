import type { Action } from "../../../edge/contract.ts";
import { findSubscription } from "../find.ts";
import type { SnsState } from "../state.ts";
import { describeSubscription } from "../subscription-attributes.ts";

export const getSubscriptionAttributes: Action<"sns", "GetSubscriptionAttributes", SnsState> = (input, { state }) => ({
  Attributes: describeSubscription(findSubscription(state, input.SubscriptionArn)),
});
