import { isDate } from "node:util/types";
import { malformed } from "./decode-simple.ts";
import type { Shape, Structure } from "./schema.ts";

/** Which of the wire's habits a copy keeps: query clients send nothing for what is empty. */
export interface CopyHabits {
  /** ec2Query leaves empty lists out. */
  readonly emptyLists: "kept" | "left-out";
  /** A form has no way to write a structure without members, nor a map without entries. */
  readonly emptyStructures: "kept" | "left-out";
}

/**
 * Copies a value as it would come out of a wire: members in the shape's order, without what the shape does not know
 * and without what is not set, with dates and bytes of its own. Throws as the decoders do where a type is wrong.
 */
export function copyByShape(shape: Shape, value: unknown, habits: CopyHabits, name = ""): unknown {
  if (value === null || value === undefined) return undefined;
  switch (shape.kind) {
    case "string":
      if (typeof value !== "string") throw malformed(name, "a string");
      return value;
    case "number":
      if (typeof value !== "number") throw malformed(name, "a number");
      return value;
    case "boolean":
      if (typeof value !== "boolean") throw malformed(name, "a boolean");
      return value;
    case "timestamp":
      if (!isDate(value)) throw malformed(name, "a timestamp");
      return new Date(value);
    case "blob":
      return new Uint8Array(Buffer.from(value as Uint8Array));
    case "list":
      return copyList(shape.item.shape, value, habits, name);
    case "map":
      return copyMap(shape.value.shape, value, habits, name);
    case "structure":
      return copyStructure(shape, value, habits, name);
    case "document":
      return JSON.parse(JSON.stringify(value));
    case "unit":
      return {};
    default:
      return value;
  }
}

function copyMap(shape: Shape, value: object, habits: CopyHabits, name: string): unknown {
  const entries = Object.entries(value);
  if (entries.length === 0 && habits.emptyStructures === "left-out") return undefined;
  return Object.fromEntries(entries.map(([key, item]) => [key, copyByShape(shape, item, habits, `${name}.${key}`)]));
}

function copyList(shape: Shape, value: unknown, habits: CopyHabits, name: string): unknown {
  if (!Array.isArray(value)) throw malformed(name, "a list");
  if (value.length === 0 && habits.emptyLists === "left-out") return undefined;
  const copy: unknown[] = [];
  for (const item of value) {
    const copied = copyByShape(shape, item, habits, name);
    if (copied !== undefined) copy.push(copied);
  }
  return copy;
}

function copyStructure(shape: Structure, value: unknown, habits: CopyHabits, name: string): unknown {
  if (typeof value !== "object" || Array.isArray(value)) throw malformed(name, "an object");
  const copy: Record<string, unknown> = {};
  let isEmpty = true;
  for (const member of shape.members) {
    const item = (value as Record<string, unknown>)[member.name];
    if (item === undefined) continue;
    const copied = copyByShape(member.shape, item, habits, member.name);
    if (copied === undefined) continue;
    copy[member.name] = copied;
    isEmpty = false;
  }
  return isEmpty && name !== "" && habits.emptyStructures === "left-out" ? undefined : copy;
}
