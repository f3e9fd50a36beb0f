import type { Member, Shape, Structure } from "../../local/edge/schema.ts";

/** Text that breaks every codec which forgets to escape. */
const awkward = 'größe <a href="x">&amp;\'\t日本語 🚢 100% a+b=c;';

/** A value with every member of the shape set. Where a structure holds itself, the inner one is left out. */
export function fullValue(shape: Shape, outer: readonly string[] = []): unknown {
  switch (shape.kind) {
    case "string":
      return awkward;
    case "number":
      return 7;
    case "bigint":
      return 7n;
    case "decimal":
      return 7.5;
    case "boolean":
      return true;
    case "timestamp":
      return new Date("2026-02-28T23:59:58.000Z");
    case "blob":
      return Uint8Array.from([0, 1, 127, 128, 255]);
    case "document":
      return { text: awkward, list: [1, true, null], nested: { number: 1.5 } };
    case "list": {
      const item = fullValue(shape.item.shape, outer);
      return item === undefined ? undefined : [item, item];
    }
    case "map": {
      const value = fullValue(shape.value.shape, outer);
      return value === undefined ? undefined : { [`key ${awkward}`]: value };
    }
    case "structure":
      return outer.includes(shape.name) ? undefined : structureValue(shape, [...outer, shape.name]);
    case "unit":
      return {};
  }
}

/** Of a union one member is set, as unions want it. */
function structureValue(shape: Structure, outer: readonly string[]): Record<string, unknown> {
  const members = shape.union ? shape.members.slice(0, 1) : shape.members;
  const entries = members.map((member) => [member.name, memberValue(member, outer)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Headers carry ASCII, and a status code is one of HTTP's. */
function memberValue(member: Member, outer: readonly string[]): unknown {
  if (member.traits.httpResponseCode) return 202;
  if (member.traits.httpHeader && member.shape.kind === "string") return "plain text; a=b";
  return fullValue(member.shape, outer);
}

/** Values as JSON would print them, so that two can be compared whatever classes a client made of them. */
export function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value))
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  if (Array.isArray(value)) return Array.from(value, plain);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name, item]) => name !== "$metadata" && item !== undefined);
  return Object.fromEntries(entries.map(([name, item]) => [name, plain(item)]));
}
