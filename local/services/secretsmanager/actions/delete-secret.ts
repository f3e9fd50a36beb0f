import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { requireLiveSecret, requireSecret } from "../find.ts";
import type { SecretsState } from "../state.ts";

/** Secrets Manager's default recovery window. */
const recoveryDays = 30;

/** Marks a secret for deletion after its recovery window, or deletes it at once. */
export const deleteSecret: Action<"secretsmanager", "DeleteSecret", SecretsState> = (input, { state, world }) => {
  const { ForceDeleteWithoutRecovery: force, RecoveryWindowInDays: days = recoveryDays } = input;
  if (force && input.RecoveryWindowInDays !== undefined)
    throw new AwsError(
      "InvalidParameterException",
      "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    );
  if (days < 7 || days > 30)
    throw new AwsError(
      "InvalidParameterException",
      "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
    );
  const now = world.clock.now();
  const secret = force ? requireSecret(state, now, input.SecretId) : requireLiveSecret(state, now, input.SecretId);
  const goneAt = force ? now : now + days * 24 * 3600_000;
  secret.deletion = { markedAt: now, goneAt };
  return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(goneAt) };
};
