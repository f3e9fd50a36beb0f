import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findVersion, requireLiveSecret } from "../find.ts";
import type { SecretsState } from "../state.ts";

export const getSecretValue: Action<"secretsmanager", "GetSecretValue", SecretsState> = (input, { state, world }) => {
  const secret = requireLiveSecret(state, world.clock.now(), input.SecretId);
  const { VersionStage: stage, VersionId: id } = input;
  const version = findVersion(secret, { stage, id });
  if (!version)
    throw new AwsError(
      "ResourceNotFoundException",
      id
        ? `Secrets Manager can't find the specified secret value for VersionId: ${id}`
        : `Secrets Manager can't find the specified secret value for staging label: ${stage ?? "AWSCURRENT"}`,
    );
  if (id && stage && !version.stages.has(stage))
    throw new AwsError(
      "InvalidRequestException",
      "You provided a VersionStage that is not associated to the provided VersionId.",
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
