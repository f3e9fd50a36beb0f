import { readFilter } from "./filter.ts";
import { invalid } from "./find.ts";
import type { Subscription } from "./state.ts";

const settable = ["RawMessageDelivery", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy", "DeliveryPolicy"];

/** Sets a subscription's attribute. A filter policy is read at once, so that a bad one never gets in. */
export function setAttribute(subscription: Subscription, name: string, value: string): void {
  if (!settable.includes(name)) throw invalid("AttributeName");
  const { attributes } = subscription;
  const next = new Map(attributes).set(name, value);
  const filter = readFilter(next.get("FilterPolicy"), next.get("FilterPolicyScope"));
  if (name === "RawMessageDelivery" && !/^(true|false)$/.test(value)) throw invalid("RawMessageDelivery");
  if (value === "") attributes.delete(name);
  else attributes.set(name, value);
  if (filter) subscription.filter = filter;
  else delete subscription.filter;
}

export function describeSubscription(subscription: Subscription): Record<string, string> {
  const { arn, topicArn, protocol, endpoint, owner, attributes, token } = subscription;
  return {
    RawMessageDelivery: "false",
    ...Object.fromEntries(attributes),
    SubscriptionArn: arn,
    TopicArn: topicArn,
    Protocol: protocol,
    Endpoint: endpoint,
    Owner: owner,
    PendingConfirmation: String(token !== undefined),
    ConfirmationWasAuthenticated: String(token === undefined),
  };
}

/** As lists show it: its ARN is told once it is confirmed. */
export function listed({ arn, topicArn, protocol, endpoint, owner, token }: Subscription) {
  return {
    SubscriptionArn: token ? "PendingConfirmation" : arn,
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  };
}
