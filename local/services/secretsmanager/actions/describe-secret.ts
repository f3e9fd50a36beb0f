import type { Action } from "../../../edge/contract.ts";
import { requireSecret, type SecretsState } from "../state.ts";

export const describeSecret: Action<"secretsmanager", "DescribeSecret", SecretsState> = (input, { state }) => {
  const secret = requireSecret(state, input.SecretId);
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    CreatedDate: new Date(secret.createdAt),
    LastChangedDate: new Date(secret.changedAt),
    DeletedDate: secret.deletedAt === undefined ? undefined : new Date(secret.deletedAt),
    Tags: [...secret.tags].map(([Key, Value]) => ({ Key, Value })),
    VersionIdsToStages: Object.fromEntries([...secret.versions].map(([id, { stages }]) => [id, [...stages]])),
  };
};
