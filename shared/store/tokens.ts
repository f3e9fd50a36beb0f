import type { Table } from "../ports/table.ts";
import { fromItem, toItem, ttl } from "./items.ts";
import { keys } from "./keys.ts";

/** A bearer token of the HTTP API. Its secret is known to its holder only; here is the hash. */
export interface TokenRecord {
  readonly id: string;
  /** SHA-256 of the secret, in hexadecimal. */
  readonly hash: string;
  readonly role: Role;
  /** For people: whose it is and what for. */
  readonly name: string;
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
    create(token) {
      const item = toItem(keys.token(token.id), token);
      const expiring = token.expiresAt === undefined ? item : { ...item, ttl: ttl(token.expiresAt) };
      return table.put(expiring, [{ kind: "absent", attribute: "pk" }]);
    },
    remove: (id) => table.delete(keys.token(id), [{ kind: "present", attribute: "pk" }]),
  };
}
