import { AwsError } from "../../edge/aws-error.ts";
import type { Host } from "../../edge/contract.ts";
import { post } from "./http.ts";
import { functionEvent, notification, rawAttributes } from "./notification.ts";
import { bodyFor, type Message, type Subscription } from "./state.ts";

/** Pauses between the attempts to reach an HTTP subscriber: SNS's default policy. */
const httpPauses = [20_000, 20_000, 20_000];

/** Hands a message to one subscriber; what cannot be delivered goes to the subscription's dead-letter queue, or is lost. */
export function deliver(host: Host, subscription: Subscription, message: Message): void {
  try {
    send(host, subscription, message);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    giveUp(host, subscription, message);
  }
}

function send(host: Host, subscription: Subscription, message: Message): void {
  const { cloud } = host;
  const { endpoint, protocol } = subscription;
  switch (protocol) {
    case "sqs": {
      const attributes = isRaw(subscription) ? rawAttributes(message) : {};
      cloud.queues.send(endpoint, { body: textFor(subscription, message), attributes }, by(subscription));
      break;
    }
    case "lambda":
      if (!cloud.functions.permits(endpoint, "sns.amazonaws.com", subscription.topicArn))
        throw new AwsError(
          "AccessDeniedException",
          `The function's policy does not let sns.amazonaws.com invoke ${endpoint}.`,
        );
      cloud.functions.enqueue(endpoint, functionEvent(message, subscription));
      break;
    case "http":
    case "https":
      postUntilTaken(host, subscription, message, 0);
      break;
    default:
      note(host, subscription, message);
  }
}

function postUntilTaken(host: Host, subscription: Subscription, message: Message, attempts: number): void {
  const headers = {
    "x-amz-sns-message-type": "Notification",
    "x-amz-sns-message-id": message.id,
    "x-amz-sns-topic-arn": message.topicArn,
    "x-amz-sns-subscription-arn": subscription.arn,
    ...(isRaw(subscription) && { "x-amz-sns-rawdelivery": "true" }),
  };
  void post(subscription.endpoint, textFor(subscription, message), headers).then((taken) => {
    const pause = httpPauses[attempts];
    if (taken) return;
    if (pause === undefined) giveUp(host, subscription, message);
    else host.world.clock.schedule(pause, () => postUntilTaken(host, subscription, message, attempts + 1));
  });
}

/** No mail leaves a laptop: it is written into the log group of the topic's deliveries. */
function note({ world, cloud }: Host, { endpoint, protocol, topicArn }: Subscription, message: Message): void {
  const [, , , region, account, name] = topicArn.split(":");
  const text = JSON.stringify({ protocol, endpoint, subject: message.subject, message: bodyFor(message, protocol) });
  const lines = [{ timestamp: world.clock.now(), message: text }];
  cloud.logs.write(`sns/${region}/${account}/${name}`, protocol, lines, { createGroup: true });
}

function giveUp({ cloud }: Host, subscription: Subscription, message: Message): void {
  const queueArn = deadLetterArn(subscription);
  if (!queueArn) return;
  try {
    cloud.queues.send(queueArn, { body: textFor(subscription, message) }, by(subscription));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

function deadLetterArn({ attributes }: Subscription): string | undefined {
  const policy = attributes.get("RedrivePolicy");
  return policy ? (JSON.parse(policy) as { deadLetterTargetArn?: string }).deadLetterTargetArn : undefined;
}

function textFor(subscription: Subscription, message: Message): string {
  if (isRaw(subscription)) return bodyFor(message, subscription.protocol);
  return JSON.stringify(notification(message, subscription));
}

function isRaw({ attributes }: Subscription): boolean {
  return attributes.get("RawMessageDelivery") === "true";
}

function by({ topicArn }: Subscription) {
  return { kind: "service", name: "sns.amazonaws.com", sourceArn: topicArn } as const;
}
