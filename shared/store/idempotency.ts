import type { Table, Value } from "../ports/table.ts";
import { fromItem, toItem, ttl } from "./items.ts";
import { keys } from "./keys.ts";

/** A request that came with an `Idempotency-Key`, and what it was answered. */
export interface IdempotencyRecord {
  /** Who asked: keys of different callers never meet. */
  readonly principal: string;
  readonly key: string;
  /** Digest of method, path and body: under the same key they must be the same. */
  readonly requestDigest: string;
  /** Absent while the first request is at work. */
  readonly response?: { readonly status: number; readonly body: Value };
  readonly expiresAt: number;
}

export interface Idempotency {
  /** Keeps the first request under a key and answers nothing; for a later one answers what is kept. */
  begin(record: IdempotencyRecord, now: number): Promise<IdempotencyRecord | undefined>;
  end(principal: string, key: string, response: { status: number; body: Value }): Promise<void>;
  /** Forgets a request that failed before it did anything, so that it may be sent again. */
  forget(principal: string, key: string): Promise<void>;
}

/** How long a key holds. */
export const idempotencyHours = 24;

export function createIdempotency(table: Table): Idempotency {
  const begin: Idempotency["begin"] = async (record, now) => {
    const key = keys.idempotency(record.principal, record.key);
    const item = { ...toItem(key, record), ttl: ttl(record.expiresAt) };
    const isFirst = await table.put(item, [
      {
        kind: "any",
        of: [
          { kind: "absent", attribute: "pk" },
          { kind: "lessThan", attribute: "expiresAt", value: now },
        ],
      },
    ]);
    if (isFirst) return undefined;
    const kept = await table.get(key);
    return kept ? fromItem<IdempotencyRecord>(kept) : begin(record, now);
  };
  return {
    begin,
    async end(principal, key, response) {
      await table.update(keys.idempotency(principal, key), { response }, [{ kind: "present", attribute: "pk" }]);
    },
    async forget(principal, key) {
      await table.delete(keys.idempotency(principal, key));
    },
  };
}
