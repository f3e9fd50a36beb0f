import { arn } from "../../world/world.ts";
import { type ResourceKind, type Tag, tagMap } from "../kind.ts";

interface Given {
  LogGroupName?: string;
  RetentionInDays?: number;
  Tags?: readonly Tag[];
}

/** AWS::Logs::LogGroup. */
export const logsLogGroup: ResourceKind = async ({ logicalId, properties }, { cloud, world, makeName }) => {
  const { LogGroupName, RetentionInDays, Tags } = properties as Given;
  const logGroupName = LogGroupName ?? makeName(logicalId);
  await cloud.call("logs", "CreateLogGroup", { logGroupName, tags: tagMap(Tags) });
  if (RetentionInDays)
    await cloud.call("logs", "PutRetentionPolicy", { logGroupName, retentionInDays: Number(RetentionInDays) });
  return { ref: logGroupName, attributes: { Arn: arn(world, "logs", `log-group:${logGroupName}:*`) } };
};
