import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { announcingMoves } from "../announce.ts";
import { findVersion, requireLiveSecret } from "../find.ts";
import type { Secret, SecretsState, SecretVersion } from "../state.ts";
import { moveStage } from "../versions.ts";

/** Moves a stage from the version that has it to another one, or takes it away. */
export const updateSecretVersionStage: Action<"secretsmanager", "UpdateSecretVersionStage", SecretsState> = (
  input,
  context,
) => {
  const { state, world } = context;
  const secret = requireLiveSecret(state, world.clock.now(), input.SecretId);
  const stage = input.VersionStage ?? "";
  const holder = findVersion(secret, { stage });
  if (holder && holder.id !== input.MoveToVersionId && holder.id !== input.RemoveFromVersionId)
    throw new AwsError(
      "InvalidParameterException",
      `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  if (stage === "AWSCURRENT" && !input.MoveToVersionId)
    throw new AwsError(
      "InvalidParameterException",
      "You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.",
    );
  const to = input.MoveToVersionId ? requireVersion(secret, input.MoveToVersionId) : undefined;
  announcingMoves(context, secret, () => moveStage(secret, stage, to));
  secret.changedAt = world.clock.now();
  return { ARN: secret.arn, Name: secret.name };
};

function requireVersion(secret: Secret, id: string): SecretVersion {
  const version = secret.versions.get(id);
  if (version) return version;
  throw new AwsError("ResourceNotFoundException", `Secrets Manager can't find the specified secret version: ${id}.`);
}
