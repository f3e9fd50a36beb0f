import { bodyFor, type Message, type Subscription } from "./state.ts";

/** A message as subscribers get it that asked for no raw delivery. Nothing here could sign it. */
export function notification(message: Message, subscription: Subscription): Record<string, unknown> {
  const region = message.topicArn.split(":")[3];
  const host = `https://sns.${region}.amazonaws.com`;
  return {
    Type: "Notification",
    MessageId: message.id,
    TopicArn: message.topicArn,
    ...(message.subject !== undefined && { Subject: message.subject }),
    Message: bodyFor(message, subscription.protocol),
    Timestamp: new Date(message.at).toISOString(),
    SignatureVersion: "1",
    Signature: "EXAMPLE",
    SigningCertURL: `${host}/SimpleNotificationService-00000000000000000000000000000000.pem`,
    UnsubscribeURL: `${host}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
    ...(Object.keys(message.attributes).length > 0 && { MessageAttributes: attributesOf(message) }),
  };
}

/** What a function gets, which spells two names in its own way. */
export function functionEvent(message: Message, subscription: Subscription): unknown {
  const { SigningCertURL, UnsubscribeURL, ...rest } = notification(message, subscription);
  const Sns = {
    Subject: null,
    ...rest,
    SigningCertUrl: SigningCertURL,
    UnsubscribeUrl: UnsubscribeURL,
    MessageAttributes: attributesOf(message),
  };
  return {
    Records: [{ EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn: subscription.arn, Sns }],
  };
}

function attributesOf({ attributes }: Message): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? Buffer.from(BinaryValue ?? []).toString("base64") },
    ]),
  );
}

/** The plain texts of the attributes, as raw delivery hands them to a queue. */
export function rawAttributes({ attributes }: Message): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { StringValue }]) =>
      StringValue === undefined ? [] : [[name, StringValue] as const],
    ),
  );
}
