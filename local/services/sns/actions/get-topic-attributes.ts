import type { Action } from "../../../edge/contract.ts";
import { findTopic } from "../find.ts";
import type { SnsState } from "../state.ts";
import { describeTopic } from "../topic-attributes.ts";

export const getTopicAttributes: Action<"sns", "GetTopicAttributes", SnsState> = (input, context) => ({
  Attributes: describeTopic(context, context.state, findTopic(context.state, input.TopicArn)),
});
