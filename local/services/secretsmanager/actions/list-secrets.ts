import type { Action } from "../../../edge/contract.ts";
import type { SecretsState } from "../state.ts";

export const listSecrets: Action<"secretsmanager", "ListSecrets", SecretsState> = (input, { state }) => ({
  SecretList: [...state.secrets.values()]
    .filter(({ deletedAt }) => deletedAt === undefined || input.IncludePlannedDeletion)
    .map((secret) => ({
      ARN: secret.arn,
      Name: secret.name,
      Description: secret.description,
      CreatedDate: new Date(secret.createdAt),
      LastChangedDate: new Date(secret.changedAt),
      Tags: [...secret.tags].map(([Key, Value]) => ({ Key, Value })),
    })),
});
