import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findTopic } from "../find.ts";
import { publish as publishTo } from "../publish.ts";
import type { SnsState } from "../state.ts";

/** Publishes to a topic. Phones and applications are not reached from here. */
export const publish: Action<"sns", "Publish", SnsState> = (input, context) => {
  const topicArn = input.TopicArn ?? input.TargetArn;
  if (topicArn === undefined)
    throw new AwsError(
      input.PhoneNumber ? "NotImplemented" : "InvalidParameterException",
      input.PhoneNumber
        ? "The local cloud sends no text messages: publish to a topic."
        : "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter",
    );
  return { MessageId: publishTo(context, context.state, findTopic(context.state, topicArn), input) };
};
