import type { Item, Key, Value } from "../ports/table.ts";

/** What a record looks like as an item's attributes. Records are plain JSON, which their interfaces cannot say. */
export function toItem(key: Key, record: object): Item {
  return { ...(record as Readonly<Record<string, Value | undefined>>), ...key };
}

export function toValue(record: object): Value {
  return record as Value;
}

/** Reads back what `toItem` wrote: our own functions are the only writers of the table. */
export function fromItem<Record extends object>(item: Item): Record {
  const { pk: _pk, sk: _sk, ttl: _ttl, ...record } = item;
  return record as unknown as Record;
}

/** DynamoDB's time to live counts seconds. */
export function ttl(expiresAt: number): number {
  return Math.ceil(expiresAt / 1000);
}
