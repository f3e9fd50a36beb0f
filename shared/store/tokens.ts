import type { Table } from "../ports/table.ts";
import { fromItem, toItem, ttl } from "./items.ts";
import { keys } from "./keys.ts";
import { isOwnWrite } from "./own-write.ts";
import { removeFound } from "./remove-found.ts";

/** A bearer token of the HTTP API. Its secret is known to its holder only; here is the hash. */
export interface TokenRecord {
  readonly id: string;
  /** SHA-256 of the secret, in hexadecimal. */
  readonly hash: string;
  readonly role: Role;
  /** For people: whose it is and what for. */
  readonly name: string;
  /** The person whose it is, as on each of their tokens and in slack.yml. */
  readonly person?: string;
  /** For whom an identity provider vouched: one id for all tokens that were exchanged for the same. */
  readonly identity?: string;
  /** The services that it reaches; `*` for all. */
  readonly scope: "*" | readonly string[];
  readonly createdAt: number;
  readonly createdBy: string;
  readonly expiresAt?: number;
}

/** In growing order: each may what the ones before it may. */
export const roles = ["viewer", "operator", "deployer", "admin"] as const;

export type Role = (typeof roles)[number];

export interface Tokens {
  find(id: string): Promise<TokenRecord | undefined>;
  list(page?: { limit?: number; cursor?: string }): Promise<{ tokens: readonly TokenRecord[]; cursor?: string }>;
  /** Answers false where the id is taken. */
  create(token: TokenRecord): Promise<boolean>;
  /** Answers false where there is none. */
  remove(id: string): Promise<boolean>;
}

export function createTokens(table: Table): Tokens {
  return {
    async find(id) {
      const item = await table.get(keys.token(id));
      return item && fromItem<TokenRecord>(item);
    },
    async list(page = {}) {
      const { items, cursor } = await table.query({ pk: keys.tokens, ...page });
      return { tokens: items.map((item) => fromItem<TokenRecord>(item)), ...(cursor && { cursor }) };
    },
    async create(token) {
      const key = keys.token(token.id);
      const item = toItem(key, token);
      const expiring = token.expiresAt === undefined ? item : { ...item, ttl: ttl(token.expiresAt) };
      if (await table.put(expiring, [{ kind: "absent", attribute: "pk" }])) return true;
      return isOwnWrite(table, key, ["hash"], token);
    },
    remove: (id) => removeFound(table, keys.token(id)),
  };
}
