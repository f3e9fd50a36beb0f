import { jsonText, type ResourceKind, type Tag, tagMap } from "../kind.ts";

interface Given {
  QueueName?: string;
  Tags?: readonly Tag[];
  [attribute: string]: unknown;
}

/** AWS::SQS::Queue: what is neither name nor tags is an attribute, and attributes are text. */
export const sqsQueue: ResourceKind = async ({ logicalId, properties }, { cloud, makeName }) => {
  const { QueueName = makeName(logicalId).slice(0, 80), Tags, ...attributes } = properties as Given;
  const texts = Object.entries(attributes).map(([name, value]) => [
    name,
    typeof value === "object" ? jsonText(value) : String(value),
  ]);
  const { QueueUrl = "" } = await cloud.call("sqs", "CreateQueue", {
    QueueName,
    Attributes: Object.fromEntries(texts),
    tags: tagMap(Tags),
  });
  const { Attributes } = await cloud.call("sqs", "GetQueueAttributes", { QueueUrl, AttributeNames: ["QueueArn"] });
  return { ref: QueueUrl, attributes: { Arn: Attributes?.QueueArn ?? "", QueueName, QueueUrl } };
};
