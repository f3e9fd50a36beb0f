import type { Member, Operation, Shape, Structure } from "./schema.ts";
import { readTraits } from "./schema-traits.ts";

/*
 * The SDK's schemas, made readable: the packages export each operation, structure and error as a terse tuple
 * (`@smithy/types`, static-schemas.d.ts); here they become shapes.
 */

const shapes = new Map<unknown, Shape>();

/** Reads what a tuple refers to: a tuple, a number or `"unit"`, or a function that returns one of these. */
export function readShape(reference: unknown): Shape {
  const schema = typeof reference === "function" ? (reference as () => unknown)() : reference;
  const known = shapes.get(schema);
  if (known) return known;
  const shape = Array.isArray(schema) ? readTuple(schema) : readSimple(schema);
  shapes.set(schema, shape);
  return shape;
}

export function readOperation(tuple: readonly unknown[]): Operation {
  const [, , name, traits, input, output] = tuple;
  const operation = {
    name: name as string,
    traits: readTraits(traits),
    input: readShape(input),
    output: readShape(output),
  };
  return { ...operation, streams: isEventStream(operation.input) || isEventStream(operation.output) };
}

function isEventStream(shape: Shape): boolean {
  return (
    shape.kind === "structure" &&
    shape.members.some((member) => member.shape.kind === "structure" && member.shape.traits.streaming === 1)
  );
}

function readTuple(tuple: readonly unknown[]): Shape {
  const [id, namespace, name, traits] = tuple as [number, string, string, unknown];
  switch (id) {
    case 0: {
      const shape = readShape(tuple[4]);
      const streaming = readTraits(traits).streaming === 1;
      return streaming && shape.kind === "blob" ? { kind: "blob", streaming } : shape;
    }
    case 1:
      return lazily({ kind: "list" as const }, { item: () => readMember("member", tuple[4]) });
    case 2:
      return lazily(
        { kind: "map" as const },
        { key: () => readMember("key", tuple[4]), value: () => readMember("value", tuple[5]) },
      );
    case 3:
    case 4:
    case -3:
      return readStructure({ name, namespace, union: id === 4, traits: readTraits(traits) }, tuple);
    default:
      throw new Error(`The schema ${namespace}#${name} is of an unknown type: ${id}.`);
  }
}

function readStructure(
  head: Pick<Structure, "name" | "namespace" | "union" | "traits">,
  tuple: readonly unknown[],
): Structure {
  const [, , , , names, references, required = 0] = tuple as unknown as [
    ...rest: [number, string, string, unknown],
    names: string[],
    references: unknown[],
    required?: number,
  ];
  const structure: Structure = lazily(
    { kind: "structure" as const, ...head },
    {
      members: () => names.map((name, index) => readMember(name, references[index], index < required)),
      memberOf: () => new Map(structure.members.map((member) => [member.name, member])),
      queryKeys: () => readQueryKeys(structure.members),
    },
  );
  return structure;
}

/** A member is `[type, traits]`, or just its type. */
function readMember(name: string, reference: unknown, required = false): Member {
  const wrapped = Array.isArray(reference) && reference.length === 2;
  const [type, traits] = wrapped ? reference : [reference, 0];
  return { name, required, shape: readShape(type), traits: readTraits(traits) };
}

/** First choices come first, so that no second spelling of one member takes the name of another. */
function readQueryKeys(members: readonly Member[]): ReadonlyMap<string, Member> {
  const keys = new Map<string, Member>();
  const spellings: ((member: Member) => string | undefined)[] = [
    ({ traits }) => traits.ec2QueryName,
    ({ traits }) => traits.xmlName,
    ({ traits }) => traits.xmlName && capitalized(traits.xmlName),
    ({ name }) => name,
    ({ name }) => capitalized(name),
  ];
  for (const spelling of spellings)
    for (const member of members) {
      const key = spelling(member);
      if (key && !keys.has(key)) keys.set(key, member);
    }
  return keys;
}

function capitalized(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function readSimple(schema: unknown): Shape {
  if (schema === "unit") return { kind: "unit" };
  if (typeof schema !== "number") throw new Error(`Not a schema: ${String(schema)}.`);
  if (schema >= 128) return { kind: "map", key: readMember("key", 0), value: readMember("value", schema & 63) };
  if (schema >= 64) return { kind: "list", item: readMember("member", schema & 63) };
  const shape = simple[schema];
  if (!shape) throw new Error(`The simple schema ${schema} is unknown.`);
  return shape;
}

const simple: Readonly<Record<number, Shape>> = {
  0: { kind: "string" },
  1: { kind: "number" },
  2: { kind: "boolean" },
  4: { kind: "timestamp" },
  5: { kind: "timestamp", format: "date-time" },
  6: { kind: "timestamp", format: "http-date" },
  7: { kind: "timestamp", format: "epoch-seconds" },
  15: { kind: "document" },
  17: { kind: "bigint" },
  19: { kind: "decimal" },
  21: { kind: "blob", streaming: false },
  42: { kind: "blob", streaming: true },
};

/** Adds properties that are computed when first read, so that schemas may refer to themselves. */
function lazily<Head extends object, Rest extends Record<string, unknown>>(
  head: Head,
  rest: { [Name in keyof Rest]: () => Rest[Name] },
): Head & Rest {
  for (const [name, compute] of Object.entries<() => unknown>(rest))
    Object.defineProperty(head, name, {
      configurable: true,
      enumerable: true,
      get: () => {
        const value = compute();
        Object.defineProperty(head, name, { value, enumerable: true });
        return value;
      },
    });
  return head as Head & Rest;
}
