import type * as z from "zod";
import { manifestSchema } from "./manifest-schema.ts";
import { findNearest } from "./nearest.ts";
import type { Problem } from "./service-spec.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What the schema found, as problems that name the field and say what to do. Values are never repeated: one may be a secret. */
export function explain(issue: Issue, document: unknown): Problem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: fieldName([...issue.path, key]),
      message: unknownField(key, issue.path),
    }));
  }
  return [{ field: fieldName(issue.path), message: messageOf(issue, valueAt(document, issue.path)) }];
}

/** `["capacityProviderStrategy", 0, "weight"]` is `capacityProviderStrategy[0].weight`. */
export function fieldName(path: Path): string {
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`))
    .join("");
}

function messageOf(issue: Issue, value: unknown): string {
  if (value === undefined && issue.code !== "invalid_key") return "is missing";
  switch (issue.code) {
    case "invalid_type":
      return mistaken(issue.expected, value);
    case "invalid_value":
      return `must be one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      return `must ${bound(issue.origin, `at least ${issue.minimum}`)}`;
    case "too_big":
      return `must ${bound(issue.origin, `at most ${issue.maximum}`)}`;
    case "invalid_key":
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
}

function mistaken(expected: string, value: unknown): string {
  if (expected === "int" && typeof value === "number") return "must be a whole number";
  const wanted = article(expected === "record" ? "object" : expected);
  const quoted = expected === "string" && (typeof value === "number" || typeof value === "boolean");
  return `must be ${wanted}, not ${article(typeOf(value))}${quoted ? ": put quotes around it" : ""}`;
}

function article(type: string): string {
  if (type === "null") return "null";
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function bound(origin: string, limit: string): string {
  if (origin === "string") return `be ${limit} characters long`;
  return origin === "array" ? `hold ${limit} entries` : `be ${limit}`;
}

function unknownField(key: string, path: Path): string {
  const nearest = findNearest(key, fieldsAt(path));
  return nearest === undefined
    ? `is not a field of the manifest${path.length === 0 ? "" : ` under ${fieldName(path)}`}: leave it out`
    : `is not a field of the manifest: did you mean ${fieldName([...path, nearest])}?`;
}

/** The names that are allowed at a place in the manifest. */
function fieldsAt(path: Path): string[] {
  return Object.keys((schemaAt(path) as { shape?: object } | undefined)?.shape ?? {});
}

interface SchemaNode {
  readonly shape?: Readonly<Record<string, SchemaNode>>;
  readonly element?: SchemaNode;
  unwrap?(): SchemaNode;
}

function schemaAt(path: Path): SchemaNode | undefined {
  let node: SchemaNode | undefined = manifestSchema as unknown as SchemaNode;
  for (const part of path) {
    node = typeof part === "number" ? node?.element : node?.shape?.[String(part)];
    while (node?.shape === undefined && node?.element === undefined && node?.unwrap !== undefined) node = node.unwrap();
  }
  return node;
}

function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], document);
}
