import { AwsError } from "../../edge/aws-error.ts";
import type { SnsState, Subscription, Topic } from "./state.ts";

export function findTopic(state: SnsState, arn: string | undefined): Topic {
  const topic = state.topics.get(arn ?? "");
  if (!topic) throw new AwsError("NotFoundException", "Topic does not exist", { status: 404 });
  return topic;
}

export function findSubscription(state: SnsState, arn: string | undefined): Subscription {
  const subscription = state.subscriptions.get(arn ?? "");
  if (!subscription) throw new AwsError("NotFoundException", "Subscription does not exist", { status: 404 });
  return subscription;
}

export function invalid(reason: string): AwsError {
  return new AwsError("InvalidParameterException", `Invalid parameter: ${reason}`);
}

export function subscriptionsOf(state: SnsState, topicArn: string): Subscription[] {
  return [...state.subscriptions.values()].filter((subscription) => subscription.topicArn === topicArn);
}
