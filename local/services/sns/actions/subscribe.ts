import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findTopic, invalid, subscriptionsOf } from "../find.ts";
import { isLocal, post } from "../http.ts";
import type { SnsState, Subscription } from "../state.ts";
import { setAttribute } from "../subscription-attributes.ts";

/** Protocols that are confirmed by who subscribes; the others wait for ConfirmSubscription. */
const confirmedAtOnce = ["sqs", "lambda"];
const known = ["sqs", "lambda", "http", "https", "email", "email-json", "sms"];

/** Subscribes an endpoint. The same endpoint again is the same subscription. */
export const subscribe: Action<"sns", "Subscribe", SnsState> = (input, context) => {
  const { state, world } = context;
  const topic = findTopic(state, input.TopicArn);
  const { Protocol: protocol = "", Endpoint: endpoint = "" } = input;
  checkEndpoint(protocol, endpoint);
  const answer = ({ arn, token }: Subscription) => ({
    SubscriptionArn: token && !input.ReturnSubscriptionArn ? "pending confirmation" : arn,
  });
  const existing = subscriptionsOf(state, topic.arn).find(
    (subscription) => subscription.protocol === protocol && subscription.endpoint === endpoint,
  );
  if (existing) return answer(existing);
  const subscription: Subscription = {
    arn: `${topic.arn}:${world.random.uuid()}`,
    topicArn: topic.arn,
    protocol,
    endpoint,
    owner: world.account,
    attributes: new Map(),
    ...(!confirmedAtOnce.includes(protocol) && { token: world.random.characters(64) }),
  };
  for (const [name, value] of Object.entries(input.Attributes ?? {})) setAttribute(subscription, name, value);
  state.subscriptions.set(subscription.arn, subscription);
  if (protocol.startsWith("http")) askToConfirm(subscription, world.clock.now(), world.random.uuid());
  return answer(subscription);
};

function checkEndpoint(protocol: string, endpoint: string): void {
  if (!known.includes(protocol)) throw invalid(`Does not support this protocol string: ${protocol}`);
  if (protocol === "sqs" && !endpoint.startsWith("arn:aws:sqs:")) throw invalid("SQS endpoint ARN");
  if (protocol === "lambda" && !endpoint.startsWith("arn:aws:lambda:")) throw invalid("Lambda endpoint ARN");
  if (protocol.startsWith("email") && !/^[^@\s]+@[^@\s]+$/.test(endpoint)) throw invalid("Email address");
  if (!protocol.startsWith("http")) return;
  if (!endpoint.startsWith(`${protocol}://`)) throw invalid("Endpoint must match the specified protocol");
  if (!isLocal(endpoint))
    throw new AwsError(
      "InvalidParameterException",
      `Invalid parameter: Endpoint Reason: the local cloud posts to this machine only: use ${protocol}://127.0.0.1:PORT/.`,
    );
}

/** What an HTTP endpoint gets first: it confirms by sending the token back. */
function askToConfirm(subscription: Subscription, now: number, MessageId: string): void {
  const { endpoint, topicArn, token = "", arn } = subscription;
  const [, , , region] = topicArn.split(":");
  const body = {
    Type: "SubscriptionConfirmation",
    MessageId,
    Token: token,
    TopicArn: topicArn,
    Message: `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, call ConfirmSubscription with the Token of this message.`,
    SubscribeURL: `https://sns.${region}.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`,
    Timestamp: new Date(now).toISOString(),
    SignatureVersion: "1",
    Signature: "EXAMPLE",
  };
  void post(endpoint, JSON.stringify(body), {
    "x-amz-sns-message-type": "SubscriptionConfirmation",
    "x-amz-sns-message-id": MessageId,
    "x-amz-sns-topic-arn": topicArn,
    "x-amz-sns-subscription-arn": arn,
  });
}
