import type { Simulation } from "./simulation.ts";

/** One message as subscribers of the topic get it, and when. */
export interface Told {
  readonly at: number;
  readonly service: string;
  readonly kind: string;
  readonly title: string;
  readonly text: string;
}

/** Subscribes to the installation's topic, through a queue. */
export async function listen({ local, stack, clock }: Simulation): Promise<() => Promise<readonly Told[]>> {
  const { cloud } = local;
  const { QueueUrl = "" } = await cloud.call("sqs", "CreateQueue", { QueueName: "listener" });
  const { Attributes } = await cloud.call("sqs", "GetQueueAttributes", { QueueUrl, AttributeNames: ["QueueArn"] });
  const TopicArn = stack.outputs.AnnouncementsTopicArn ?? "";
  const Endpoint = Attributes?.QueueArn ?? "";
  const statement = {
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: Endpoint,
  };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await cloud.call("sqs", "SetQueueAttributes", { QueueUrl, Attributes: { Policy } });
  const raw = { RawMessageDelivery: "true" };
  await cloud.call("sns", "Subscribe", { TopicArn, Protocol: "sqs", Endpoint, Attributes: raw });
  const told: Told[] = [];
  return async () => {
    for (;;) {
      const { Messages = [] } = await cloud.call("sqs", "ReceiveMessage", {
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ["SentTimestamp"],
      });
      if (Messages.length === 0) return told.toSorted((one, other) => one.at - other.at);
      for (const { Body = "", Attributes: sent, ReceiptHandle = "" } of Messages) {
        told.push({ ...(JSON.parse(Body) as Told), at: Number(sent?.SentTimestamp ?? clock.now()) });
        await cloud.call("sqs", "DeleteMessage", { QueueUrl, ReceiptHandle });
      }
    }
  };
}
