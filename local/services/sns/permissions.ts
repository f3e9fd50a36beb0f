import type { Permission, Permissions } from "../../edge/contract.ts";
import { arn } from "../../world/world.ts";
import type { SnsState } from "./state.ts";

interface OnTopic {
  readonly TopicArn?: string | undefined;
  readonly TargetArn?: string | undefined;
}

const onTopic =
  (operation: string) =>
  ({ TopicArn, TargetArn }: OnTopic): Permission[] => [
    { action: `sns:${operation}`, resources: [TopicArn ?? TargetArn ?? "*"] },
  ];

/** Operations on a subscription ask on its topic. */
const onSubscription =
  (operation: string) =>
  ({ SubscriptionArn = "" }: { SubscriptionArn?: string | undefined }): Permission[] => [
    { action: `sns:${operation}`, resources: [SubscriptionArn.split(":").slice(0, 6).join(":")] },
  ];

const onResource =
  (operation: string) =>
  ({ ResourceArn = "" }: { ResourceArn?: string | undefined }): Permission[] => [
    { action: `sns:${operation}`, resources: [ResourceArn] },
  ];

export const permissions: Permissions<"sns", SnsState> = {
  ConfirmSubscription: onTopic("ConfirmSubscription"),
  CreateTopic: ({ Name = "", Tags = [] }, { world }) => {
    const resources = [arn(world, "sns", Name)];
    const create = { action: "sns:CreateTopic", resources };
    if (Tags.length === 0) return [create];
    const keys = {
      ...Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [`aws:RequestTag/${Key}`, Value])),
      "aws:TagKeys": Tags.map(({ Key = "" }) => Key),
    };
    return [
      { ...create, keys },
      { action: "sns:TagResource", resources, keys },
    ];
  },
  DeleteTopic: onTopic("DeleteTopic"),
  GetSubscriptionAttributes: onSubscription("GetSubscriptionAttributes"),
  GetTopicAttributes: onTopic("GetTopicAttributes"),
  ListSubscriptionsByTopic: onTopic("ListSubscriptionsByTopic"),
  ListTagsForResource: onResource("ListTagsForResource"),
  Publish: onTopic("Publish"),
  PublishBatch: onTopic("Publish"),
  SetSubscriptionAttributes: onSubscription("SetSubscriptionAttributes"),
  SetTopicAttributes: onTopic("SetTopicAttributes"),
  Subscribe: ({ TopicArn = "", Protocol = "", Endpoint = "" }) => [
    { action: "sns:Subscribe", resources: [TopicArn], keys: { "sns:Protocol": Protocol, "sns:Endpoint": Endpoint } },
  ],
  TagResource: onResource("TagResource"),
  Unsubscribe: onSubscription("Unsubscribe"),
  UntagResource: onResource("UntagResource"),
};
