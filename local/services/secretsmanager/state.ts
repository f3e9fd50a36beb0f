import { AwsError } from "../../edge/aws-error.ts";

/** What Secrets Manager holds, by secret name. */
export interface SecretsState {
  readonly secrets: Map<string, Secret>;
}

export interface Secret {
  readonly name: string;
  /** Ends in a hyphen and six random characters, as AWS makes it. */
  readonly arn: string;
  readonly createdAt: number;
  changedAt: number;
  description: string | undefined;
  deletedAt: number | undefined;
  readonly tags: Map<string, string>;
  readonly versions: Map<string, SecretVersion>;
}

export interface SecretVersion {
  readonly id: string;
  readonly createdAt: number;
  readonly text: string | undefined;
  readonly binary: Uint8Array | undefined;
  readonly stages: Set<string>;
}

export function emptyState(): SecretsState {
  return { secrets: new Map() };
}

/** Finds a secret by name, by ARN, or by ARN without the six random characters. */
export function findSecret(state: SecretsState, id: string): Secret | undefined {
  return (
    state.secrets.get(id) ??
    [...state.secrets.values()].find(({ arn }) => arn === id || arn.slice(0, arn.lastIndexOf("-")) === id)
  );
}

export function requireSecret(state: SecretsState, id: string | undefined): Secret {
  const secret = findSecret(state, id ?? "");
  if (!secret) throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  return secret;
}

/** The version which carries a stage (AWSCURRENT unless told), or the one with the id. */
export function findVersion(secret: Secret, wanted: { stage?: string | undefined; id?: string | undefined }) {
  if (wanted.id) return secret.versions.get(wanted.id);
  const stage = wanted.stage || "AWSCURRENT";
  return [...secret.versions.values()].find(({ stages }) => stages.has(stage));
}

/** Adds a version as the current one; the one before becomes AWSPREVIOUS. */
export function addVersion(secret: Secret, version: Omit<SecretVersion, "stages">): void {
  for (const other of secret.versions.values()) {
    other.stages.delete("AWSPREVIOUS");
    if (other.stages.delete("AWSCURRENT")) other.stages.add("AWSPREVIOUS");
  }
  secret.versions.set(version.id, { ...version, stages: new Set(["AWSCURRENT"]) });
  secret.changedAt = version.createdAt;
}
