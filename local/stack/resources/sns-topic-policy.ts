import { jsonText, type ResourceKind } from "../kind.ts";

interface Given {
  Topics: readonly string[];
  PolicyDocument: unknown;
}

/** AWS::SNS::TopicPolicy: the policy of each of the topics. */
export const snsTopicPolicy: ResourceKind = async ({ logicalId, properties }, { cloud, makeName }) => {
  const { Topics, PolicyDocument } = properties as unknown as Given;
  for (const TopicArn of Topics)
    await cloud.call("sns", "SetTopicAttributes", {
      TopicArn,
      AttributeName: "Policy",
      AttributeValue: jsonText(PolicyDocument),
    });
  const id = makeName(logicalId);
  return { ref: id, attributes: { Id: id } };
};
