import type { LocalCloud } from "../../create-cloud.ts";

/** A message of the installation's topic, as a subscriber gets it, and when it was sent. */
export interface Announced {
  readonly at: number;
  readonly service: string;
  readonly kind: string;
  readonly title: string;
  readonly text: string;
}

/** Subscribes a queue to the topic, as anyone may in their own account. Answers how to read all that has come since. */
export async function subscribe({ cloud }: LocalCloud): Promise<() => Promise<readonly Announced[]>> {
  const { Topics = [] } = await cloud.call("sns", "ListTopics", {});
  const TopicArn = Topics.find(({ TopicArn: arn = "" }) => arn.endsWith("-announcements"))?.TopicArn;
  if (TopicArn === undefined) throw new Error("There is no topic of announcements: load the stack first.");
  const { QueueUrl = "" } = await cloud.call("sqs", "CreateQueue", { QueueName: "listener" });
  const { Attributes } = await cloud.call("sqs", "GetQueueAttributes", { QueueUrl, AttributeNames: ["QueueArn"] });
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
  const heard: Announced[] = [];
  return async () => {
    for (;;) {
      const { Messages = [] } = await cloud.call("sqs", "ReceiveMessage", {
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ["SentTimestamp"],
      });
      if (Messages.length === 0) return heard.toSorted((one, other) => one.at - other.at);
      for (const { Body = "", Attributes: sent, ReceiptHandle = "" } of Messages) {
        heard.push({ ...(JSON.parse(Body) as Announced), at: Number(sent?.SentTimestamp) });
        await cloud.call("sqs", "DeleteMessage", { QueueUrl, ReceiptHandle });
      }
    }
  };
}
