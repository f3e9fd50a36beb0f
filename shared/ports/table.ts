/**
 * The one table, as the store uses it: single items under a partition key and a sort key, and conditional writes to
 * one item at a time. DynamoDB implements it in production, a map in simulations; one conformance suite holds both.
 */
export interface Table {
  /** Reads strongly consistently. */
  get(key: Key): Promise<Item | undefined>;
  /** Writes the whole item; members that are `undefined` are left out. Answers `false`, and writes nothing, when a condition does not hold. */
  put(item: Item, conditions?: readonly Condition[]): Promise<boolean>;
  /**
   * Changes some attributes; `undefined` removes one. Without conditions it makes the item if there is none.
   * Answers the whole item as it is now, or `undefined`, having written nothing, when a condition does not hold.
   */
  update(
    key: Key,
    changes: Readonly<Record<string, Value | undefined>>,
    conditions?: readonly Condition[],
  ): Promise<Item | undefined>;
  delete(key: Key, conditions?: readonly Condition[]): Promise<boolean>;
  /** Reads the items of one partition in the order of their sort keys. */
  query(query: Query): Promise<Page>;
}

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [name: string]: Value | undefined };

export type Item = Key & { readonly [attribute: string]: Value | undefined };

/** All conditions of a write must hold. An attribute that is absent equals nothing and is less than nothing. */
export type Condition =
  | { readonly kind: "absent"; readonly attribute: string }
  | { readonly kind: "present"; readonly attribute: string }
  | {
      readonly kind: "equals";
      readonly attribute: string;
      /** Compares this member of the attribute, which then is a map. */
      readonly member?: string;
      readonly value: string | number | boolean;
    }
  | { readonly kind: "lessThan"; readonly attribute: string; readonly value: number }
  | { readonly kind: "any"; readonly of: readonly Condition[] };

export interface Query {
  readonly pk: string;
  readonly skPrefix?: string;
  readonly descending?: boolean;
  readonly limit?: number;
  readonly cursor?: string;
}

export interface Page {
  readonly items: readonly Item[];
  /** Pass it as `cursor` for the next page; absent on the last. */
  readonly cursor?: string;
}
