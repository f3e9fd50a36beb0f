import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { arn } from "../../../world/world.ts";
import { invalid } from "../find.ts";
import type { SnsState } from "../state.ts";
import { checkAttributes } from "../topic-attributes.ts";

/** Makes a topic, or answers the one of that name. */
export const createTopic: Action<"sns", "CreateTopic", SnsState> = (input, context) => {
  const { state, world } = context;
  const name = input.Name ?? "";
  const attributes = input.Attributes ?? {};
  if (name.endsWith(".fifo") || attributes.FifoTopic === "true")
    throw new AwsError("NotImplemented", "The local cloud has no FIFO topics.");
  if (!/^[A-Za-z0-9_-]{1,256}$/.test(name)) throw invalid("Topic Name");
  checkAttributes(context, attributes);
  const topicArn = arn(world, "sns", name);
  const known = state.topics.get(topicArn);
  if (known && Object.entries(attributes).some(([key, value]) => known.attributes.get(key) !== value))
    throw invalid("Attributes Reason: Topic already exists with different attributes");
  if (known && (input.Tags ?? []).some(({ Key = "", Value }) => known.tags.get(Key) !== Value))
    throw invalid("Tags Reason: Topic already exists with different tags");
  if (!known)
    state.topics.set(topicArn, {
      arn: topicArn,
      name,
      attributes: new Map(Object.entries(attributes)),
      tags: new Map((input.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
    });
  return { TopicArn: topicArn };
};
