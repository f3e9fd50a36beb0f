import { AwsError } from "../../edge/aws-error.ts";
import type { Secret, SecretsState, SecretVersion } from "./state.ts";

/** The secrets that are there at `now`, those marked for deletion among them: what is past its day is gone. */
export function secretsAt(state: SecretsState, now: number): Secret[] {
  for (const { name, deletion } of [...state.secrets.values()])
    if (deletion && deletion.goneAt <= now) state.secrets.delete(name);
  return [...state.secrets.values()];
}

/** Finds a secret by name, by ARN, or by ARN without the six random characters. */
export function findSecret(state: SecretsState, now: number, id: string): Secret | undefined {
  return secretsAt(state, now).find(({ name, arn }) => name === id || arn === id || arn.slice(0, -7) === id);
}

export function requireSecret(state: SecretsState, now: number, id: string | undefined): Secret {
  const secret = findSecret(state, now, id ?? "");
  if (!secret) throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  return secret;
}

export const markedForDeletion = "You can't perform this operation on the secret because it was marked for deletion.";

/** A secret that is there and was not marked for deletion: what all but the operations on deletion want. */
export function requireLiveSecret(state: SecretsState, now: number, id: string | undefined): Secret {
  const secret = requireSecret(state, now, id);
  if (secret.deletion) throw new AwsError("InvalidRequestException", markedForDeletion);
  return secret;
}

/** The version which carries a stage (AWSCURRENT unless told), or the one with the id. */
export function findVersion(
  secret: Secret,
  wanted: { stage?: string | undefined; id?: string | undefined },
): SecretVersion | undefined {
  if (wanted.id) return secret.versions.get(wanted.id);
  const stage = wanted.stage || "AWSCURRENT";
  return [...secret.versions.values()].find(({ stages }) => stages.has(stage));
}
