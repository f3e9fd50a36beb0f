import { createHash, timingSafeEqual } from "node:crypto";
import type { TokenRecord } from "../store/tokens.ts";

/**
 * A bearer token is `fw_<id>_<secret>`: the id finds its record, the secret proves it. Only the secret's SHA-256 is
 * kept; a secret of 32 random characters needs no slow hash, since nobody can guess through it.
 */
export interface TokenParts {
  readonly id: string;
  readonly secret: string;
}

const pattern = /^fw_([a-z0-9]{8,32})_([A-Za-z0-9]{32,64})$/;

export const tokenIdLength = 10;
export const tokenSecretLength = 40;

export function formatToken({ id, secret }: TokenParts): string {
  return `fw_${id}_${secret}`;
}

export function parseToken(text: string): TokenParts | undefined {
  const [, id, secret] = pattern.exec(text) ?? [];
  return id && secret ? { id, secret } : undefined;
}

/** The SHA-256 of a secret, in hexadecimal. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Whether the secret is the token's and the token still holds, without telling by the time it takes. */
export function proves(record: TokenRecord, secret: string, now: number): boolean {
  const [given, kept] = [Buffer.from(hashSecret(secret)), Buffer.from(record.hash)];
  const same = given.length === kept.length && timingSafeEqual(given, kept);
  return same && (record.expiresAt === undefined || record.expiresAt > now);
}
