import type { Secret } from "./state.ts";

/** A secret as DescribeSecret and ListSecrets show it, but for the versions, which each names differently. */
export function describe(secret: Secret) {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    KmsKeyId: secret.keyId,
    CreatedDate: new Date(secret.createdAt),
    LastChangedDate: new Date(secret.changedAt),
    DeletedDate: secret.deletion && new Date(secret.deletion.markedAt),
    Tags: [...secret.tags].map(([Key, Value]) => ({ Key, Value })),
  };
}

/** Version id → its stages, of the versions that have any. */
export function stagesOf(secret: Secret): Record<string, string[]> {
  const staged = [...secret.versions].filter(([, { stages }]) => stages.size > 0);
  return Object.fromEntries(staged.map(([id, { stages }]) => [id, [...stages]]));
}
