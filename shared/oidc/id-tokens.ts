import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from "jose";
import { Transient } from "../errors/errors.ts";
import type { IdClaims, IdTokens } from "../ports/id-tokens.ts";

/** What providers sign with. `none` proves nothing, and a shared secret is no provider's key. */
const algorithms = ["RS256", "ES256"];

/** How far the clocks may be apart, how old a token may be at most, and how long a provider's keys are waited for. */
const skewSeconds = 30;
const oldestSeconds = 600;
const keysTimeoutSeconds = 5;

/**
 * Proves tokens by the keys that their providers publish. The keys are kept for ten minutes; a token that names another
 * key has them fetched anew, at most every thirty seconds, so that a provider may rotate them.
 */
export function createIdTokens(): IdTokens {
  const keysOf = new Map<string, ReturnType<typeof createRemoteJWKSet>>();
  const keys = (uri: string) => {
    const known = keysOf.get(uri) ?? createRemoteJWKSet(new URL(uri), { timeoutDuration: keysTimeoutSeconds * 1000 });
    keysOf.set(uri, known);
    return known;
  };
  return {
    async prove(token, rules, now) {
      const claimed = issuerOf(token);
      const of = rules.filter(({ issuer }) => issuer === claimed);
      const [first] = of;
      // Nobody but the issuers that we know makes us ask anyone for keys.
      if (!first) return { reason: "no rule of oidc.yml names its issuer" };
      try {
        const { payload } = await jwtVerify(token, keys(first.jwksUri), {
          algorithms,
          issuer: first.issuer,
          audience: of.map(({ audience }) => audience),
          clockTolerance: skewSeconds,
          maxTokenAge: oldestSeconds,
          requiredClaims: ["exp", "iat", "jti", "sub"],
          currentDate: new Date(now),
        });
        return isComplete(payload) ? { claims: payload } : { reason: "its jti or sub is no text" };
      } catch (error) {
        return { reason: refusalOf(error) };
      }
    },
  };
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

function isComplete(payload: JWTPayload): payload is JWTPayload & IdClaims {
  const { jti, sub } = payload;
  return typeof jti === "string" && jti !== "" && typeof sub === "string" && sub !== "";
}

/** What the token lacks, by jose's own code: its messages may repeat what a stranger wrote. */
function refusalOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return "it has expired";
  if (error instanceof errors.JWTClaimValidationFailed) return `its claim ${error.claim} does not hold`;
  if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError) || isUnreachable(error))
    throw new Transient("The identity provider's keys cannot be had right now.", { cause: error });
  return `it is not proved (${error.code})`;
}

/** Of an answer that is no set of keys jose says no more than that something failed. */
function isUnreachable(error: errors.JOSEError): boolean {
  return error.code === "ERR_JOSE_GENERIC" || error instanceof errors.JWKSInvalid;
}
