import type { Shape, Structure } from "./schema.ts";

/** Turns an output into a JSON value as its shape says. Members that the shape does not have are left out. */
export function encodeJson(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  switch (shape.kind) {
    case "timestamp":
      return encodeJsonTimestamp(value as Date, shape.format);
    case "blob":
      return base64(value as Uint8Array | string);
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "list":
      return (value as unknown[]).map((item) => encodeJson(shape.item.shape, item) ?? null);
    case "map":
      return Object.fromEntries(
        Object.entries(value as object).map(([key, item]) => [key, encodeJson(shape.value.shape, item) ?? null]),
      );
    case "structure":
      return encodeJsonMembers(shape, value as Record<string, unknown>);
    case "unit":
      return {};
    case "bigint":
      return Number(value);
    default:
      return value;
  }
}

export function encodeJsonMembers(shape: Structure, value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const encoded: Record<string, unknown> = {};
  for (const member of shape.members) {
    const item = encodeJson(member.shape, value[member.name]);
    if (item !== undefined) encoded[member.name] = item;
  }
  return encoded;
}

function encodeJsonTimestamp(date: Date, format: string | undefined): number | string {
  if (format === "date-time") return date.toISOString();
  if (format === "http-date") return date.toUTCString();
  return date.getTime() / 1000;
}

export function base64(value: Uint8Array | string): string {
  return Buffer.from(value as Uint8Array).toString("base64");
}
