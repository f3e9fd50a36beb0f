import type { Action } from "../../../edge/contract.ts";
import { addVersion, requireSecret, type SecretsState } from "../state.ts";

export const putSecretValue: Action<"secretsmanager", "PutSecretValue", SecretsState> = (input, { state, world }) => {
  const secret = requireSecret(state, input.SecretId);
  const id = input.ClientRequestToken ?? world.random.uuid();
  addVersion(secret, { id, createdAt: world.clock.now(), text: input.SecretString, binary: input.SecretBinary });
  return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: ["AWSCURRENT"] };
};
