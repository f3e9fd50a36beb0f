import { jsonText, type ResourceKind } from "../kind.ts";

interface Given {
  Queues: readonly string[];
  PolicyDocument: unknown;
}

/** AWS::SQS::QueuePolicy: the policy of each of the queues. */
export const sqsQueuePolicy: ResourceKind = async ({ logicalId, properties }, { cloud, makeName }) => {
  const { Queues, PolicyDocument } = properties as unknown as Given;
  for (const QueueUrl of Queues)
    await cloud.call("sqs", "SetQueueAttributes", { QueueUrl, Attributes: { Policy: jsonText(PolicyDocument) } });
  const id = makeName(logicalId);
  return { ref: id, attributes: { Id: id } };
};
