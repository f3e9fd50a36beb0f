import { createHash } from "node:crypto";
import type { OidcRule } from "../config/oidc-rules.ts";
import { matchesGlob } from "../model/glob.ts";
import type { IdClaims } from "../ports/id-tokens.ts";

/** The rule that lets the holder of these claims in: the first of their issuer and audience of which every claim holds. */
export function findRule(rules: readonly OidcRule[], claims: IdClaims): OidcRule | undefined {
  const audiences = [claims.aud].flat();
  return rules.find(
    ({ issuer, audience, claims: wanted }) =>
      issuer === claims.iss &&
      audiences.includes(audience) &&
      Object.entries(wanted).every(([name, patterns]) => holds(claims, name, [patterns].flat())),
  );
}

/** A claim that is no text (a list, a number) is none that a pattern could hold. */
function holds(claims: IdClaims, name: string, patterns: readonly string[]): boolean {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return typeof value === "string" && patterns.some((pattern) => matchesGlob(pattern, value));
}

/** Who a provider's tokens stand for, the same for each of them: GitHub's repository, else the subject. */
export function identityOf({ iss, sub, repository_id: repository }: IdClaims): string {
  const who = typeof repository === "string" ? `repository ${repository}` : sub;
  return `oidc-${digest(`${iss}\n${who}`)}`;
}

/** Names one use of a token; what a stranger may have written into it is only digested. */
export function useOf({ iss, jti }: IdClaims): string {
  return digest(`${iss}\n${jti}`);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** What is worth knowing later of who was let in: GitHub's names for where a job comes from. */
const told = ["sub", "repository", "ref", "environment", "job_workflow_ref", "run_id", "sha", "actor"];

export function evidenceOf(claims: IdClaims): Readonly<Record<string, string>> {
  const kept = told.flatMap((name) => {
    const value = claims[name];
    return typeof value === "string" ? [[name, value.slice(0, 300)] as const] : [];
  });
  return { issuer: claims.iss, ...Object.fromEntries(kept) };
}
