import type { OidcRule } from "../config/oidc-rules.ts";

/** What an identity provider says of the holder of a token, once that is proved. */
export interface IdClaims {
  readonly iss: string;
  readonly sub: string;
  readonly jti: string;
  /** Seconds since the epoch. */
  readonly exp: number;
  readonly [name: string]: unknown;
}

/** How the tokens of identity providers are proved. */
export interface IdTokens {
  /**
   * The claims of a token that was signed by a provider of these rules for one of their audiences, and holds now;
   * else why it does not, for us and not for whoever sent it. Throws `Transient` where the provider's keys cannot be had.
   */
  prove(token: string, rules: readonly OidcRule[], now: number): Promise<{ claims: IdClaims } | { reason: string }>;
}
