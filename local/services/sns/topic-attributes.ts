import type { Host } from "../../edge/contract.ts";
import { invalid, subscriptionsOf } from "./find.ts";
import type { SnsState, Topic } from "./state.ts";

const settable = [
  "DisplayName",
  "Policy",
  "DeliveryPolicy",
  "KmsMasterKeyId",
  "SignatureVersion",
  "TracingConfig",
  "DataProtectionPolicy",
];

/** Checks attributes as CreateTopic and SetTopicAttributes take them. */
export function checkAttributes({ cloud }: Host, given: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(given)) {
    if (["FifoTopic", "ContentBasedDeduplication"].includes(name) && value === "false") continue;
    if (!settable.includes(name)) throw invalid("AttributeName");
    if (name === "Policy") cloud.identity.checkResourcePolicy(value);
  }
}

/** A topic's attributes as the API shows them, with the policy that AWS gives a topic which has none: its owner may do all. */
export function describeTopic({ world }: Host, state: SnsState, topic: Topic): Record<string, string> {
  const subscriptions = subscriptionsOf(state, topic.arn);
  const pending = subscriptions.filter(({ token }) => token).length;
  return {
    Policy: JSON.stringify(ownerPolicy(topic.arn, world.account)),
    DisplayName: "",
    ...Object.fromEntries(topic.attributes),
    TopicArn: topic.arn,
    Owner: world.account,
    SubscriptionsConfirmed: String(subscriptions.length - pending),
    SubscriptionsPending: String(pending),
    SubscriptionsDeleted: "0",
    EffectiveDeliveryPolicy: JSON.stringify({
      http: { defaultHealthyRetryPolicy: { minDelayTarget: 20, maxDelayTarget: 20, numRetries: 3 } },
    }),
  };
}

function ownerPolicy(arn: string, account: string) {
  return {
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["SNS:Publish", "SNS:Subscribe", "SNS:GetTopicAttributes", "SNS:SetTopicAttributes", "SNS:DeleteTopic"],
        Resource: arn,
        Condition: { StringEquals: { "AWS:SourceOwner": account } },
      },
    ],
  };
}
