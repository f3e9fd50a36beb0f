import type { ResourceKind, Tag } from "../kind.ts";

/** AWS::Events::EventBus. */
export const eventsEventBus: ResourceKind = async ({ properties }, { cloud }) => {
  const { Name, Description, Tags } = properties as { Name: string; Description?: string; Tags?: Tag[] };
  const { EventBusArn: arn = "" } = await cloud.call("events", "CreateEventBus", { Name, Description, Tags });
  return { ref: Name, attributes: { Arn: arn, Name } };
};
