import type { Table } from "../ports/table.ts";
import { toItem, ttl } from "./items.ts";
import { keys } from "./keys.ts";
import { isOwnWrite } from "./own-write.ts";

/** The tokens of identity providers that were exchanged, for as long as they would hold. */
export interface UsedIdTokens {
  /** Answers false where the token was used before; `attempt` tells the same request, written twice, from another. */
  use(token: { readonly id: string; readonly attempt: string; readonly expiresAt: number }): Promise<boolean>;
}

export function createUsedIdTokens(table: Table): UsedIdTokens {
  return {
    async use(token) {
      const key = keys.usedIdToken(token.id);
      const item = { ...toItem(key, token), ttl: ttl(token.expiresAt) };
      if (await table.put(item, [{ kind: "absent", attribute: "pk" }])) return true;
      return isOwnWrite(table, key, ["attempt"], token);
    },
  };
}
