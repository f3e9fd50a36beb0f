import type { Input } from "../../edge/contract.ts";
import { jsonText, type ResourceKind, type Tag } from "../kind.ts";

interface Given {
  Name?: string;
  EventBusName?: string;
  Description?: string;
  EventPattern?: unknown;
  ScheduleExpression?: string;
  State?: "ENABLED" | "DISABLED";
  RoleArn?: string;
  Targets?: NonNullable<Input<"events", "PutTargets">["Targets"]>;
  Tags?: Tag[];
}

/** AWS::Events::Rule with its targets. */
export const eventsRule: ResourceKind = async ({ logicalId, properties }, { cloud, makeName }) => {
  const { Name = makeName(logicalId).slice(0, 64), EventPattern, Targets = [], ...given } = properties as Given;
  const { RuleArn: arn = "" } = await cloud.call("events", "PutRule", {
    ...given,
    Name,
    EventPattern: EventPattern === undefined ? undefined : jsonText(EventPattern),
  });
  const { EventBusName } = given;
  if (Targets.length > 0) await cloud.call("events", "PutTargets", { Rule: Name, EventBusName, Targets: [...Targets] });
  const onDefault = !EventBusName || EventBusName === "default";
  return { ref: onDefault ? Name : `${EventBusName}|${Name}`, attributes: { Arn: arn } };
};
