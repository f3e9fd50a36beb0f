import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";
import type { SnsState } from "../state.ts";
import { listed } from "../subscription-attributes.ts";

export const listSubscriptions: Action<"sns", "ListSubscriptions", SnsState> = (input, { state }) => {
  const { entries, token } = page([...state.subscriptions.values()], input.NextToken);
  return { Subscriptions: entries.map(listed), ...token };
};
