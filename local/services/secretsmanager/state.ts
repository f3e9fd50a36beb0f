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
  keyId: string | undefined;
  /** When it was marked for deletion, and when it is gone. */
  deletion: { readonly markedAt: number; readonly goneAt: number } | undefined;
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
