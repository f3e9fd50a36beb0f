import { jsonText, type ResourceKind } from "../kind.ts";

interface Given {
  TopicArn: string;
  Protocol: string;
  Endpoint?: string;
  Region?: string;
  [attribute: string]: unknown;
}

/** AWS::SNS::Subscription. */
export const snsSubscription: ResourceKind = async ({ properties }, { cloud }) => {
  const { TopicArn, Protocol, Endpoint, Region: _, ...attributes } = properties as Given;
  const texts = Object.entries(attributes).map(([name, value]) => [
    name,
    typeof value === "object" ? jsonText(value) : String(value),
  ]);
  const { SubscriptionArn = "" } = await cloud.call("sns", "Subscribe", {
    TopicArn,
    Protocol,
    Endpoint,
    Attributes: Object.fromEntries(texts),
    ReturnSubscriptionArn: true,
  });
  return { ref: SubscriptionArn, attributes: { Arn: SubscriptionArn } };
};
