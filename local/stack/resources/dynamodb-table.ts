import type { Input } from "../../edge/contract.ts";
import type { ResourceKind } from "../kind.ts";

type Given = Omit<Input<"dynamodb", "CreateTable">, "SSESpecification"> & {
  TimeToLiveSpecification?: { AttributeName?: string; Enabled?: boolean };
  StreamSpecification?: { StreamViewType?: string };
};

/** What has no effect on a laptop and no call of the local cloud: encryption, backups, insights. */
const withoutEffect = [
  "SSESpecification",
  "PointInTimeRecoverySpecification",
  "ContributorInsightsSpecification",
  "KinesisStreamSpecification",
  "ResourcePolicy",
];

/** AWS::DynamoDB::Table with its time to live. */
export const dynamodbTable: ResourceKind = async ({ logicalId, properties }, { cloud, makeName }) => {
  const kept = Object.entries(properties).filter(([name]) => !withoutEffect.includes(name));
  const {
    TimeToLiveSpecification: timeToLive,
    StreamSpecification: stream,
    ...given
  } = Object.fromEntries(kept) as unknown as Given;
  const TableName = given.TableName ?? makeName(logicalId);
  const { TableDescription: table } = await cloud.call("dynamodb", "CreateTable", {
    ...given,
    TableName,
    ...(stream && { StreamSpecification: { ...stream, StreamEnabled: true } }),
  } as Input<"dynamodb", "CreateTable">);
  if (timeToLive?.Enabled)
    await cloud.call("dynamodb", "UpdateTimeToLive", {
      TableName,
      TimeToLiveSpecification: { AttributeName: timeToLive.AttributeName, Enabled: true },
    });
  return {
    ref: TableName,
    attributes: {
      Arn: table?.TableArn ?? "",
      ...(table?.LatestStreamArn && { StreamArn: table.LatestStreamArn }),
    },
  };
};
