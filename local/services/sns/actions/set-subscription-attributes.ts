import type { Action } from "../../../edge/contract.ts";
import { findSubscription } from "../find.ts";
import type { SnsState } from "../state.ts";
import { setAttribute } from "../subscription-attributes.ts";

export const setSubscriptionAttributes: Action<"sns", "SetSubscriptionAttributes", SnsState> = (input, { state }) => {
  setAttribute(findSubscription(state, input.SubscriptionArn), input.AttributeName ?? "", input.AttributeValue ?? "");
  return {};
};
