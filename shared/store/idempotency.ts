import type { Table, Value } from "../ports/table.ts";
import { fromItem, toItem, ttl } from "./items.ts";
import { keys } from "./keys.ts";

/** A request that came with an `Idempotency-Key`, and what it was answered. */
export interface IdempotencyRecord {
  /** Who asked: keys of different callers never meet. */
  readonly principal: string;
  readonly key: string;
  /** Digest of method, path, query and body: under the same key they must be the same. */
  readonly requestDigest: string;
  /** Which request took the key: tells it apart from the same one, sent again. */
  readonly attempt: string;
  /** Absent while the first request is at work. */
  readonly response?: KeptAnswer;
  readonly expiresAt: number;
}

export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Value;
}

export interface Idempotency {
  /** Keeps the first request under a key and answers nothing; for a later one answers what is kept. */
  begin(
    request: Pick<IdempotencyRecord, "principal" | "key" | "requestDigest" | "attempt">,
    now: number,
  ): Promise<IdempotencyRecord | undefined>;
  /** Keeps what the first request was answered, for 24 hours. */
  end(request: { principal: string; key: string }, response: KeptAnswer, now: number): Promise<void>;
  /** Forgets a request that failed before it did anything, so that it may be sent again. */
  forget(principal: string, key: string): Promise<void>;
}

/** How long a key holds once its request was answered. */
export const idempotencyHours = 24;

/** How long a request may be at work: the function that answers it is over by then, and the key is free again. */
export const unansweredSeconds = 60;

export function createIdempotency(table: Table): Idempotency {
  const begin: Idempotency["begin"] = async (request, now) => {
    const key = keys.idempotency(request.principal, request.key);
    const expiresAt = now + unansweredSeconds * 1000;
    const item = { ...toItem(key, { ...request, expiresAt }), ttl: ttl(expiresAt) };
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
    if (!kept) return begin(request, now);
    const record = fromItem<IdempotencyRecord>(kept);
    // Our own, where DynamoDB's answer was lost and the SDK wrote again.
    return record.attempt === request.attempt ? undefined : record;
  };
  return {
    begin,
    async end({ principal, key }, response, now) {
      const expiresAt = now + idempotencyHours * 3600_000;
      const changes = { response: { ...response }, expiresAt, ttl: ttl(expiresAt) };
      await table.update(keys.idempotency(principal, key), changes, [{ kind: "present", attribute: "pk" }]);
    },
    async forget(principal, key) {
      await table.delete(keys.idempotency(principal, key));
    },
  };
}
