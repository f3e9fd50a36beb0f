import { decodeNumber, decodeTimestamp, malformed } from "./decode-simple.ts";
import type { Shape, Structure } from "./schema.ts";

/** Reads a JSON value as its shape says. What the shape does not know is left out, and so is `null`. */
export function decodeJson(shape: Shape, value: unknown, name = ""): unknown {
  if (value === null || value === undefined) return undefined;
  switch (shape.kind) {
    case "string":
      if (typeof value !== "string") throw malformed(name, "a string");
      return value;
    case "number":
      if (typeof value !== "number" && typeof value !== "string") throw malformed(name, "a number");
      return decodeNumber(value, name);
    case "boolean":
      if (typeof value !== "boolean") throw malformed(name, "a boolean");
      return value;
    case "timestamp":
      if (typeof value !== "number" && typeof value !== "string") throw malformed(name, "a timestamp");
      return decodeTimestamp(value, name);
    case "blob":
      if (typeof value !== "string") throw malformed(name, "base64");
      return new Uint8Array(Buffer.from(value, "base64"));
    case "list":
      if (!Array.isArray(value)) throw malformed(name, "a list");
      return value.map((item, index) => decodeJson(shape.item.shape, item, `${name}.${index + 1}`));
    case "map":
      return Object.fromEntries(
        entriesOf(value, name).map(([key, item]) => [key, decodeJson(shape.value.shape, item, `${name}.${key}`)]),
      );
    case "structure":
      return decodeStructure(shape, value, name);
    case "bigint":
      return BigInt(value as number);
    case "decimal":
      return Number(value);
    case "document":
      return value;
    case "unit":
      return {};
  }
}

function decodeStructure(shape: Structure, value: unknown, name: string): Record<string, unknown> {
  const decoded: Record<string, unknown> = {};
  for (const [key, item] of entriesOf(value, name)) {
    const member = shape.memberOf.get(key);
    const read = member && decodeJson(member.shape, item, name ? `${name}.${key}` : key);
    if (read !== undefined) decoded[key] = read;
  }
  return decoded;
}

function entriesOf(value: unknown, name: string): [string, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(name, "an object");
  return Object.entries(value);
}
