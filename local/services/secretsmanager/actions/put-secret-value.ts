import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { announcingMoves } from "../announce.ts";
import { requireLiveSecret } from "../find.ts";
import type { SecretsState } from "../state.ts";
import { addVersion, hasValue } from "../versions.ts";

export const putSecretValue: Action<"secretsmanager", "PutSecretValue", SecretsState> = (input, context) => {
  const { state, world } = context;
  const secret = requireLiveSecret(state, world.clock.now(), input.SecretId);
  if (!hasValue(input))
    throw new AwsError("InvalidRequestException", "You must provide either SecretString or SecretBinary.");
  // A first value is the current one, whatever else it is called.
  const stages = input.VersionStages ?? ["AWSCURRENT"];
  const all = secret.versions.size === 0 ? [...stages, "AWSCURRENT"] : stages;
  const version = announcingMoves(context, secret, () => addVersion(secret, world, input, all));
  return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: [...version.stages] };
};
