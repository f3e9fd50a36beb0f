/** STS keeps nothing of its own: sessions are IAM's, reached through the identity port. */
export type StsState = Readonly<Record<string, never>>;
