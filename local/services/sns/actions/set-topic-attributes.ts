import type { Action } from "../../../edge/contract.ts";
import { findTopic } from "../find.ts";
import type { SnsState } from "../state.ts";
import { checkAttributes } from "../topic-attributes.ts";

export const setTopicAttributes: Action<"sns", "SetTopicAttributes", SnsState> = (input, context) => {
  const topic = findTopic(context.state, input.TopicArn);
  const { AttributeName = "", AttributeValue = "" } = input;
  checkAttributes(context, { [AttributeName]: AttributeValue });
  topic.attributes.set(AttributeName, AttributeValue);
  return {};
};
