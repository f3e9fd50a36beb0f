import type { Action } from "../../../edge/contract.ts";
import { requireSecret, type SecretsState } from "../state.ts";

/** Secrets Manager's default recovery window. */
const recoveryDays = 30;

export const deleteSecret: Action<"secretsmanager", "DeleteSecret", SecretsState> = (input, { state, world }) => {
  const secret = requireSecret(state, input.SecretId);
  const days = input.ForceDeleteWithoutRecovery ? 0 : (input.RecoveryWindowInDays ?? recoveryDays);
  secret.deletedAt = world.clock.now() + days * 24 * 3600_000;
  if (days === 0) state.secrets.delete(secret.name);
  return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(secret.deletedAt) };
};
