import type { Action } from "../../../edge/contract.ts";
import { announcingMoves } from "../announce.ts";
import { requireLiveSecret } from "../find.ts";
import type { SecretsState } from "../state.ts";
import { addVersion, hasValue } from "../versions.ts";

/** Changes what is told of a secret and, with a value, makes that its current one. */
export const updateSecret: Action<"secretsmanager", "UpdateSecret", SecretsState> = (input, context) => {
  const { state, world } = context;
  const secret = requireLiveSecret(state, world.clock.now(), input.SecretId);
  const change = () => (hasValue(input) ? addVersion(secret, world, input) : undefined);
  const version = announcingMoves(context, secret, change);
  secret.description = input.Description ?? secret.description;
  secret.keyId = input.KmsKeyId ?? secret.keyId;
  secret.changedAt = world.clock.now();
  return { ARN: secret.arn, Name: secret.name, ...(version && { VersionId: version.id }) };
};
