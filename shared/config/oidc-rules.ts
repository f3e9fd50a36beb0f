/** Whom an identity provider vouches for, and what they may: an entry of `oidc.yml`. */
export interface OidcRule {
  /** As the provider writes it into its tokens: `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** Where the provider's public keys are. */
  readonly jwksUri: string;
  /** Our own name: a token that was made for someone else is worth nothing here. */
  readonly audience: string;
  /** What the token must say, each by a text or one of several, in which `*` stands for any characters. */
  readonly claims: Readonly<Record<string, string | readonly string[]>>;
  readonly role: "viewer" | "operator" | "deployer";
  /** Names and patterns such as `team-*`. */
  readonly services: readonly string[];
  /** For how long the token that is given for it holds. */
  readonly minutes: number;
}
