/**
 * The SDK's schemas, made readable: the packages export each operation, structure and error as a terse tuple
 * (`@smithy/types`, static-schemas.d.ts); here they become shapes that the codecs walk.
 */
export type Shape =
  | { readonly kind: "string" | "number" | "boolean" | "bigint" | "decimal" | "document" | "unit" }
  | { readonly kind: "timestamp"; readonly format?: TimestampFormat }
  | { readonly kind: "blob"; readonly streaming: boolean }
  | { readonly kind: "list"; readonly item: Member }
  | { readonly kind: "map"; readonly key: Member; readonly value: Member }
  | Structure;

export type TimestampFormat = "date-time" | "http-date" | "epoch-seconds";

export interface Structure {
  readonly kind: "structure";
  readonly name: string;
  readonly namespace: string;
  readonly union: boolean;
  readonly traits: Traits;
  readonly members: readonly Member[];
  readonly memberOf: ReadonlyMap<string, Member>;
  /** The members of a query request by their key, in every spelling that a client uses. */
  readonly queryKeys: ReadonlyMap<string, Member>;
}

export interface Member {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
  /** The member's own traits; those of its type are not among them. */
  readonly traits: Traits;
}

export interface Traits {
  readonly xmlName?: string;
  readonly ec2QueryName?: string;
  readonly httpLabel?: 1;
  readonly httpQuery?: string;
  readonly httpHeader?: string;
  readonly httpPayload?: 1;
  readonly httpResponseCode?: 1;
  readonly idempotencyToken?: 1;
  readonly streaming?: 1;
  readonly http?: readonly [method: string, path: string, status: number];
  readonly error?: "client" | "server";
  readonly httpError?: number;
  readonly awsQueryError?: readonly [code: string, status: number];
}

export interface Operation {
  readonly name: string;
  readonly input: Shape;
  readonly output: Shape;
  readonly traits: Traits;
  /** Whether input or output is an event stream, which the edge does not speak. */
  readonly streams: boolean;
}

/** Flags of the tuples' numeric trait sets, lowest bit first. */
const flagTraits = [
  "httpLabel",
  "idempotent",
  "idempotencyToken",
  "sensitive",
  "httpPayload",
  "httpResponseCode",
  "httpQueryParams",
] as const;

/** Traits that the codecs honour, or that do not touch the wire. Any other one makes the schema unreadable. */
const knownTraits = new Set<string>([
  "xmlName",
  "ec2QueryName",
  "httpLabel",
  "httpQuery",
  "httpHeader",
  "httpPayload",
  "httpResponseCode",
  "idempotencyToken",
  "http",
  "error",
  "httpError",
  "awsQueryError",
  "idempotent",
  "sensitive",
  "endpoint",
  "streaming",
  "eventPayload",
]);

const shapes = new WeakMap<object, Shape>();
const simpleShapes = new Map<unknown, Shape>();

/** Reads what a tuple refers to: a tuple, a number or `"unit"`, or a function that returns one of these. */
export function readShape(reference: unknown): Shape {
  const schema = typeof reference === "function" ? (reference as () => unknown)() : reference;
  if (!Array.isArray(schema)) return remember(simpleShapes, schema, () => readSimple(schema));
  return remember(shapes as Map<unknown, Shape>, schema, () => readTuple(schema));
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

function readTraits(traits: unknown): Traits {
  const entries: Record<string, unknown> =
    typeof traits === "number"
      ? Object.fromEntries(flagTraits.filter((_, bit) => (traits >> bit) & 1).map((name) => [name, 1]))
      : ((traits ?? {}) as Record<string, unknown>);
  for (const name of Object.keys(entries))
    if (!knownTraits.has(name)) throw new Error(`The codecs do not know the trait ${name}: teach them, then list it.`);
  return entries as Traits;
}

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

function remember<Key>(cache: Map<Key, Shape>, key: Key, read: () => Shape): Shape {
  const known = cache.get(key);
  if (known) return known;
  const shape = read();
  cache.set(key, shape);
  return shape;
}
