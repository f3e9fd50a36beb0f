import { jsonText, type ResourceKind, type Tag } from "../kind.ts";

interface Given {
  TopicName?: string;
  Subscription?: readonly { Endpoint: string; Protocol: string }[];
  Tags?: Tag[];
  [attribute: string]: unknown;
}

/** AWS::SNS::Topic, with the subscriptions that it names. */
export const snsTopic: ResourceKind = async ({ logicalId, properties }, { cloud, makeName }) => {
  const { TopicName = makeName(logicalId), Subscription = [], Tags, ...attributes } = properties as Given;
  const texts = Object.entries(attributes).map(([name, value]) => [
    name,
    typeof value === "object" ? jsonText(value) : String(value),
  ]);
  const { TopicArn = "" } = await cloud.call("sns", "CreateTopic", {
    Name: TopicName,
    Attributes: Object.fromEntries(texts),
    Tags,
  });
  for (const { Endpoint, Protocol } of Subscription)
    await cloud.call("sns", "Subscribe", { TopicArn, Endpoint, Protocol });
  return { ref: TopicArn, attributes: { TopicArn, TopicName } };
};
