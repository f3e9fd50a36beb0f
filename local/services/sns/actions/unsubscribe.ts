import type { Action } from "../../../edge/contract.ts";
import type { SnsState } from "../state.ts";

/** Ends a subscription. One that is not there has ended already. */
export const unsubscribe: Action<"sns", "Unsubscribe", SnsState> = (input, { state }) => {
  state.subscriptions.delete(input.SubscriptionArn ?? "");
  return {};
};
