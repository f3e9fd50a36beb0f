import type { Json } from "../json.ts";
import { type Filter, parseFilter } from "./filter.ts";
import { Reader } from "./reader.ts";

/** A JSONPath, read. `$$…` reads from the context object, `$…` from the state's input. */
export interface Path {
  readonly root: "$" | "$$";
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "indexes"; readonly indexes: readonly number[] }
  | { readonly kind: "slice"; readonly from?: number; readonly to?: number; readonly step: number }
  | { readonly kind: "every" }
  | { readonly kind: "descend" }
  | { readonly kind: "filter"; readonly filter: Filter };

/** What a path can be compared with in a filter. */
export type Literal = Extract<Json, string | number | boolean | null>;

/** Reads `$.a.b[0]`, `$['x']`, `$[*]`, `$[1:3]`, `$..x`, `$[?(@.n > 1)]`. Throws a SyntaxError that says where it stopped. */
export function parsePath(text: string): Path {
  const reader = new Reader(text);
  const path = readPath(reader);
  if (!reader.done()) throw reader.unexpected();
  return path;
}

/** Reads a path from where the reader stands, up to the first character which cannot belong to it. */
export function readPath(reader: Reader): Path {
  reader.expect("$");
  const root = reader.take("$") ? "$$" : "$";
  return { root, steps: readSteps(reader) };
}

export function readSteps(reader: Reader): Step[] {
  const steps: Step[] = [];
  for (;;) {
    if (reader.take("..")) {
      steps.push({ kind: "descend" });
      steps.push(reader.take("[") ? readBrackets(reader) : readMember(reader));
    } else if (reader.take(".")) steps.push(readMember(reader));
    else if (reader.take("[")) steps.push(readBrackets(reader));
    else return steps;
  }
}

function readMember(reader: Reader): Step {
  if (reader.take("*")) return { kind: "every" };
  return { kind: "names", names: [reader.match(/[^\s.[\](),'"$@&|=<>!*?]+/y)] };
}

function readBrackets(reader: Reader): Step {
  reader.space();
  const step = readSelector(reader);
  reader.space();
  reader.expect("]");
  return step;
}

function readSelector(reader: Reader): Step {
  if (reader.take("*")) return { kind: "every" };
  if (reader.take("?")) return { kind: "filter", filter: parseFilter(reader) };
  if (reader.sees("'") || reader.sees('"')) return { kind: "names", names: readList(reader, () => reader.quoted()) };
  const from = reader.integer();
  reader.space();
  if (reader.take(":")) {
    reader.space();
    const to = reader.integer();
    reader.space();
    const step = reader.take(":") ? (reader.integer() ?? 1) : 1;
    if (step < 1) throw reader.unexpected();
    return { kind: "slice", from, to, step };
  }
  if (from === undefined) throw reader.unexpected();
  const rest = reader.take(",") ? readList(reader, () => reader.integer() ?? reader.fail()) : [];
  return { kind: "indexes", indexes: [from, ...rest] };
}

function readList<Item>(reader: Reader, readItem: () => Item): Item[] {
  const items: Item[] = [];
  do {
    reader.space();
    items.push(readItem());
    reader.space();
  } while (reader.take(","));
  return items;
}
