import type { Problem } from "./service-spec.ts";

const deepest = 10;
const mostValues = 5_000;
const unsafeKeys = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Refuses what no manifest needs and what could harm the code that reads it: keys that reach into an object's
 * prototype, depth, and sheer number. One problem is enough; nobody writes such by mistake.
 */
export function checkStructure(document: unknown): Problem[] {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: document, depth: 0 }];
  let seen = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next.value !== "object" || next.value === null) continue;
    if (next.depth >= deepest) return [{ field: "", message: `is nested more than ${deepest} levels deep` }];
    for (const key of Object.keys(next.value)) {
      if (unsafeKeys.has(key)) return [{ field: "", message: `may not have a key ${key}` }];
      seen += 1;
      if (seen > mostValues) return [{ field: "", message: `holds more than ${mostValues} values` }];
      open.push({ value: (next.value as Record<string, unknown>)[key], depth: next.depth + 1 });
    }
  }
  return [];
}
