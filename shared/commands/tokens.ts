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
  readonly person?: string | undefined;
  readonly role: Role;
  readonly scope: TokenRecord["scope"];
  readonly expiresInDays?: number | undefined;
}

/** Besides what people may ask for: for whom an identity provider vouched, and for how long the token holds. */
export interface VouchedWish extends Omit<TokenWish, "expiresInDays"> {
  readonly identity: string;
  readonly expiresInMinutes: number;
}

const secretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const minute = 60_000;
const day = 24 * 3600_000;

/** Draws a token: the text that its holder gets, and the record that is kept, which cannot give the text back. */
export function mintToken(
  { clock, random }: { clock: Clock; random: RandomText },
  wish: TokenWish | VouchedWish,
  createdBy: string,
): { token: string; record: TokenRecord } {
  const parts = { id: random(tokenIdLength), secret: random(tokenSecretLength, secretAlphabet) };
  const { name, person, role, scope } = wish;
  const createdAt = clock.now();
  const lasts = "identity" in wish ? wish.expiresInMinutes * minute : wish.expiresInDays && wish.expiresInDays * day;
  const record = {
    id: parts.id,
    hash: hashSecret(parts.secret),
    role,
    name,
    ...(person !== undefined && { person }),
    scope,
    createdAt,
    createdBy,
    ...("identity" in wish && { identity: wish.identity }),
    ...(lasts !== undefined && { expiresAt: createdAt + lasts }),
  };
  return { token: formatToken(parts), record };
}

/** Makes a token and answers its text, this once. */
export async function createToken(
  tools: CommandTools,
  caller: Caller,
  wish: TokenWish,
): Promise<{ token: string; record: TokenRecord }> {
  const reason = `${wish.role} ${wish.name}${wish.person === undefined ? "" : ` of ${wish.person}`}`;
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
