import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findVersion, requireSecret, type SecretsState } from "../state.ts";

export const getSecretValue: Action<"secretsmanager", "GetSecretValue", SecretsState> = (input, { state }) => {
  const secret = requireSecret(state, input.SecretId);
  if (secret.deletedAt !== undefined)
    throw new AwsError(
      "InvalidRequestException",
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  const version = findVersion(secret, { stage: input.VersionStage, id: input.VersionId });
  if (!version)
    throw new AwsError(
      "ResourceNotFoundException",
      `Secrets Manager can't find the specified secret value for staging label: ${input.VersionStage ?? "AWSCURRENT"}`,
    );
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    SecretString: version.text,
    SecretBinary: version.binary,
    VersionStages: [...version.stages],
    CreatedDate: new Date(version.createdAt),
  };
};
