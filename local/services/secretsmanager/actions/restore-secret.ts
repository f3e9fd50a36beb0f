import type { Action } from "../../../edge/contract.ts";
import { requireSecret } from "../find.ts";
import type { SecretsState } from "../state.ts";

export const restoreSecret: Action<"secretsmanager", "RestoreSecret", SecretsState> = (input, { state, world }) => {
  const secret = requireSecret(state, world.clock.now(), input.SecretId);
  secret.deletion = undefined;
  return { ARN: secret.arn, Name: secret.name };
};
