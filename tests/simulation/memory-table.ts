import type { Condition, Item, Key, Table, Value } from "../../shared/ports/table.ts";

/**
 * The table in memory, for simulations and unit tests. Answers as DynamoDB does: see tests/conformance/table.ts. What it
 * holds is frozen, so that what it hands out needs no copy: who would change an item in its hands fails at once.
 */
export function memoryTable(): Table {
  const partitions = new Map<string, Map<string, Item>>();
  const at = ({ pk, sk }: Key): Item | undefined => partitions.get(pk)?.get(sk);
  const write = (item: Item): void => {
    const partition = partitions.get(item.pk) ?? new Map<string, Item>();
    partitions.set(item.pk, partition.set(item.sk, item));
  };

  return {
    get: async (key) => at(key),
    async put(item, conditions = []) {
      if (!holdAll(conditions, at(item))) return false;
      write(keep(item));
      return true;
    },
    async update({ pk, sk }, changes, conditions = []) {
      const before = at({ pk, sk });
      if (!holdAll(conditions, before)) return undefined;
      const after = keep({ pk, sk, ...before, ...changes });
      write(after);
      return after;
    },
    async delete(key, conditions = []) {
      if (!holdAll(conditions, at(key))) return false;
      partitions.get(key.pk)?.delete(key.sk);
      return true;
    },
    async query({ pk, skPrefix = "", descending = false, limit = Number.POSITIVE_INFINITY, cursor }) {
      const order = descending ? -1 : 1;
      const matching = [...(partitions.get(pk)?.values() ?? [])]
        .filter(({ sk }) => sk.startsWith(skPrefix))
        .sort((one, other) => order * compareBytes(one.sk, other.sk))
        .filter(({ sk }) => cursor === undefined || order * compareBytes(sk, cursor) > 0);
      const items = matching.slice(0, limit);
      // As DynamoDB: a page that is full says so, even where nothing comes after it.
      const last = items.length === limit ? items.at(-1)?.sk : undefined;
      return { items, ...(last !== undefined && { cursor: last }) };
    },
  };
}

/** A frozen copy without the members that are `undefined`, as the table drops them. What is frozen came from here. */
function keep<Content>(value: Content): Content {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(keep)) as Content;
  const members: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined) members[name] = keep(member);
  }
  return Object.freeze(members) as Content;
}

/** Text without surrogates is in the same order by code unit as by byte. */
function compareBytes(one: string, other: string): number {
  if (surrogates.test(one) || surrogates.test(other)) return Buffer.compare(Buffer.from(one), Buffer.from(other));
  return one < other ? -1 : Number(one > other);
}

const surrogates = /[\ud800-\udfff]/;

function holdAll(conditions: readonly Condition[], item: Item | undefined): boolean {
  return conditions.every((condition) => holds(condition, item));
}

function holds(condition: Condition, item: Item | undefined): boolean {
  if (condition.kind === "any") return condition.of.some((one) => holds(one, item));
  const value: Value | undefined = item?.[condition.attribute];
  switch (condition.kind) {
    case "absent":
      return value === undefined;
    case "present":
      return value !== undefined;
    case "equals":
      return (condition.member === undefined ? value : memberOf(value, condition.member)) === condition.value;
    case "lessThan":
      return typeof value === "number" && value < condition.value;
  }
}

function memberOf(value: Value | undefined, name: string): Value | undefined {
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  return isMap ? (value as Readonly<Record<string, Value | undefined>>)[name] : undefined;
}
