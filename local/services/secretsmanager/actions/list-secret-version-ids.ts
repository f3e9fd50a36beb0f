import type { Action } from "../../../edge/contract.ts";
import { requireSecret } from "../find.ts";
import { page } from "../pages.ts";
import type { SecretsState } from "../state.ts";

export const listSecretVersionIds: Action<"secretsmanager", "ListSecretVersionIds", SecretsState> = (
  input,
  { state, world },
) => {
  const secret = requireSecret(state, world.clock.now(), input.SecretId);
  const found = [...secret.versions.values()].filter(({ stages }) => stages.size > 0 || input.IncludeDeprecated);
  const { entries, NextToken } = page(found, input);
  return {
    ARN: secret.arn,
    Name: secret.name,
    Versions: entries.map(({ id, stages, createdAt }) => ({
      VersionId: id,
      VersionStages: [...stages],
      CreatedDate: new Date(createdAt),
    })),
    NextToken,
  };
};
