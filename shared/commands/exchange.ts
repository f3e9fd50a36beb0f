import type { OidcRule } from "../config/oidc-rules.ts";
import { evidenceOf, findRule, identityOf, useOf } from "../oidc/decide.ts";
import type { IdTokens } from "../ports/id-tokens.ts";
import type { TokenRecord } from "../store/tokens.ts";
import { type Actor, noted, refused } from "./authorise.ts";
import { Rejected } from "./rejection.ts";
import { mintToken } from "./tokens.ts";
import type { CommandTools } from "./tools.ts";

/** What `exchange` is made with. */
export interface ExchangeTools extends CommandTools {
  readonly oidc: readonly OidcRule[];
  readonly idTokens: IdTokens;
}

/** After its end a token may still pass, since clocks differ: so long its use is remembered. */
const marginSeconds = 120;

/**
 * Exchanges the token of an identity provider, once, for one of ours that holds for minutes. `attempt` is the request.
 * Throws `Rejected`, which says no more than that it is not proved, or that no rule lets its holder in.
 */
export async function exchange(
  tools: ExchangeTools,
  { idToken, source, attempt }: { readonly idToken: string; readonly source: string; readonly attempt: string },
): Promise<{ token: string; record: TokenRecord }> {
  const { store, clock, oidc, idTokens } = tools;
  const proof = await idTokens.prove(idToken, oidc, clock.now());
  if ("reason" in proof) throw new Rejected("unproved", unproved, { cause: proof.reason });
  const { claims } = proof;
  const name = `${claims.iss.replace(/^https:\/\//, "")}: ${claims.sub}`.slice(0, 100);
  const actor: Actor = { name, id: identityOf(claims), door: "http", source };
  const subject = { command: "tokens.exchange" };
  const rule = findRule(oidc, claims);
  if (!rule) {
    await refused(tools, actor, subject, "no rule of oidc.yml lets it in", evidenceOf(claims));
    throw new Rejected("forbidden", "The token is genuine, and no rule of oidc.yml lets its holder in.");
  }
  const expiresAt = (claims.exp + marginSeconds) * 1000;
  if (!(await store.usedIdTokens.use({ id: useOf(claims), attempt, expiresAt }))) {
    await refused(tools, actor, subject, "it was used before", evidenceOf(claims));
    throw new Rejected("unproved", unproved);
  }
  const { role, services, minutes } = rule;
  const scope = services.includes("*") ? ("*" as const) : services;
  const wish = { name, role, scope, identity: identityOf(claims), expiresInMinutes: minutes };
  const minted = mintToken(tools, wish, claims.iss);
  if (!(await store.tokens.create(minted.record)))
    throw new Rejected(
      "conflict",
      "The id that was drawn for the token is taken: ask for another ID token, and try again.",
    );
  await noted(tools, actor, subject, { ...evidenceOf(claims), token: minted.record.id });
  return minted;
}

/** The same for every fault: who forges a token is not told what was right about it. */
const unproved = "The ID token is malformed, of another issuer or audience, expired, or was used before.";
