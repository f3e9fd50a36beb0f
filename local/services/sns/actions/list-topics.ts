import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";
import type { SnsState } from "../state.ts";

export const listTopics: Action<"sns", "ListTopics", SnsState> = (input, { state }) => {
  const { entries, token } = page([...state.topics.keys()].sort(), input.NextToken);
  return { Topics: entries.map((TopicArn) => ({ TopicArn })), ...token };
};
