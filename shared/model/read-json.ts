import type { Problem } from "./service-spec.ts";

/** A value of plain objects, or what is wrong with the text. */
export type ReadDocument =
  | { readonly document: unknown; readonly problems?: undefined }
  | { readonly document?: undefined; readonly problems: readonly Problem[] };

/**
 * Reads JSON that a stranger may have written. A key that stands twice is refused: `JSON.parse` lets the last one win
 * in silence. Messages repeat nothing of the text: it may hold a secret.
 */
export function readJson(text: string): ReadDocument {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const place = /\(line \d+ column \d+\)/.exec(String(error))?.[0];
    return refuseDocument(`is not valid JSON${place === undefined ? "" : ` ${place}`}`);
  }
  const doubled = findDoubledKey(text);
  return doubled === undefined ? { document } : refuseDocument(atPlace(text, doubled, "has a key twice"));
}

/** Strings (with the colon that makes one a key), and what begins and ends an object or a list. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]/g;

/** Where the second of two equal keys of one object stands, in a text that is valid JSON. */
function findDoubledKey(text: string): number | undefined {
  const open: Set<string>[] = [];
  for (const { 0: token, 1: colon, index } of text.matchAll(tokens)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (colon !== undefined) {
      const key = JSON.parse(token.slice(0, -colon.length)) as string;
      if (open.at(-1)?.has(key)) return index;
      open.at(-1)?.add(key);
    }
  }
  return undefined;
}

/** `has a key twice (line 3 column 1)`: lines and columns count from 1. */
export function atPlace(text: string, offset: number, message: string): string {
  const before = text.slice(0, offset).split("\n");
  return `${message} (line ${before.length} column ${(before.at(-1)?.length ?? 0) + 1})`;
}

export function refuseDocument(message: string): ReadDocument {
  return { problems: [{ field: "", message }] };
}
