import type { Traits } from "./schema.ts";

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
  "xmlFlattened",
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

/** Reads a tuple's traits, which are a set of flags or an object. */
export function readTraits(traits: unknown): Traits {
  const entries: Record<string, unknown> =
    typeof traits === "number"
      ? Object.fromEntries(flagTraits.filter((_, bit) => (traits >> bit) & 1).map((name) => [name, 1]))
      : ((traits ?? {}) as Record<string, unknown>);
  for (const name of Object.keys(entries))
    if (!knownTraits.has(name)) throw new Error(`The codecs do not know the trait ${name}: teach them, then list it.`);
  return entries as Traits;
}
