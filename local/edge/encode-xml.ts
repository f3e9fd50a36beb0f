import { base64 } from "./encode-json.ts";
import type { Shape } from "./schema.ts";

/** Writes an output's content as the query protocols do: an element for each member, lists as `<member>` or `<item>`. */
export function encodeXml(shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case "structure": {
      const members = value as Readonly<Record<string, unknown>>;
      return shape.members
        .map((member) => {
          const name = member.traits.xmlName ?? member.name;
          const content = members[member.name];
          return member.traits.xmlFlattened
            ? flattened(name, member.shape, content)
            : element(name, member.shape, content);
        })
        .join("");
    }
    case "list": {
      const name = shape.item.traits.xmlName ?? "member";
      return (value as unknown[]).map((item) => element(name, shape.item.shape, item)).join("");
    }
    case "map": {
      return entries(shape, value)
        .map((entry) => `<entry>${entry}</entry>`)
        .join("");
    }
    case "timestamp":
      return encodeTimestamp(value as Date, shape.format);
    case "blob":
      return base64(value as Uint8Array | string);
    case "unit":
      return "";
    default:
      return escapeXml(String(value));
  }
}

function entries(shape: Extract<Shape, { kind: "map" }>, value: unknown): string[] {
  const [key, item] = [shape.key.traits.xmlName ?? "key", shape.value.traits.xmlName ?? "value"];
  return Object.entries(value as object).map(
    ([name, content]) => `<${key}>${escapeXml(name)}</${key}>${element(item, shape.value.shape, content)}`,
  );
}

/** A list or map without an element around it: each item bears the member's name. */
function flattened(name: string, shape: Shape, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (shape.kind === "list") return (value as unknown[]).map((item) => element(name, shape.item.shape, item)).join("");
  if (shape.kind === "map")
    return entries(shape, value)
      .map((entry) => `<${name}>${entry}</${name}>`)
      .join("");
  return element(name, shape, value);
}

function element(name: string, shape: Shape, value: unknown): string {
  if (value === null || value === undefined) return "";
  return `<${name}>${encodeXml(shape, value)}</${name}>`;
}

function encodeTimestamp(date: Date, format: string | undefined): string {
  if (format === "epoch-seconds") return String(date.getTime() / 1000);
  return format === "http-date" ? date.toUTCString() : date.toISOString();
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\r": "&#xD;",
};

export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r]/g, (character) => entities[character] as string);
}
