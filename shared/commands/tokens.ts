import type { Caller } from "../access/caller.ts";
import { formatToken, hashSecret, tokenIdLength, tokenSecretLength } from "../access/tokens.ts";
import type { Clock } from "../ports/clock.ts";
import type { Role, TokenRecord } from "../store/tokens.ts";
import { authorised } from "./authorise.ts";
import { Rejected } from "./rejection.ts";
import type { CommandTools, RandomText } from "./tools.ts";

/** What a new token is to be. */
export interface TokenWish {
  readonly name: string;
  readonly role: Role;
  readonly scope: TokenRecord["scope"];
  readonly expiresInDays?: number | undefined;
}

const secretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const day = 24 * 3600_000;

/** Draws a token: the text that its holder gets, and the record that is kept, which cannot give the text back. */
export function mintToken(
  { clock, random }: { clock: Clock; random: RandomText },
  wish: TokenWish,
  createdBy: string,
): { token: string; record: TokenRecord } {
  const parts = { id: random(tokenIdLength), secret: random(tokenSecretLength, secretAlphabet) };
  const { name, role, scope, expiresInDays } = wish;
  const createdAt = clock.now();
  const record = {
    id: parts.id,
    hash: hashSecret(parts.secret),
    role,
    name,
    scope,
    createdAt,
    createdBy,
    ...(expiresInDays !== undefined && { expiresAt: createdAt + expiresInDays * day }),
  };
  return { token: formatToken(parts), record };
}

/** Makes a token and answers its text, this once. */
export async function createToken(
  tools: CommandTools,
  caller: Caller,
  wish: TokenWish,
): Promise<{ token: string; record: TokenRecord }> {
  const reason = `${wish.role} ${wish.name}`;
  return authorised(tools, caller, { command: "tokens.create", reason }, async () => {
    const minted = mintToken(tools, wish, caller.name);
    if (await tools.store.tokens.create(minted.record)) return minted;
    throw new Rejected("conflict", "The id that was drawn for the token is taken: try again.");
  });
}

/** Ends a token at once. */
export async function revokeToken(tools: CommandTools, caller: Caller, id: string): Promise<object> {
  return authorised(tools, caller, { command: "tokens.revoke", reason: id }, async () => {
    if (await tools.store.tokens.remove(id)) return {};
    throw new Rejected("notFound", `There is no token ${id}: GET /v1/tokens lists those that are.`);
  });
}
