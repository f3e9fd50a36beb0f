/** Which value a reference in a manifest stands for now. Never the value. */
export interface SecretVersion {
  /** As the manifest names it. */
  readonly source: string;
  readonly arn: string;
  readonly name: string;
  /** Another one with each value. */
  readonly version: string;
  /**
   * When it last got another value, in milliseconds since the epoch; never earlier. Of a secret it is when anything of it
   * was changed: Secrets Manager tells no more.
   */
  readonly changedAt: number;
}

export interface SecretVersions {
  /** Those of the references that are there. */
  find(sources: readonly string[]): Promise<readonly SecretVersion[]>;
}
