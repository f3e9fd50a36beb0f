import { checkStructure } from "./check-structure.ts";
import { checkManifest, type ParsedManifest } from "./manifest.ts";
import { type DocumentFormat, readDocument } from "./read-document.ts";

/**
 * What a manifest means, or all that is wrong with it. Takes JSON or YAML text, or a value that was read already.
 *
 * `parseManifest("name: orders\nimage: nginx:1.27")` gives `{ spec: { type: "web", name: "orders", count: 1, … } }`;
 * with `nmae` for `name`, `{ problems: [{ field: "nmae", message: "… did you mean name?" }, …] }`.
 */
export function parseManifest(source: unknown, format?: DocumentFormat): ParsedManifest {
  const read = typeof source === "string" ? readDocument(source, format) : { document: source };
  if (read.problems !== undefined) return { problems: read.problems };
  const unsafe = checkStructure(read.document);
  return unsafe.length > 0 ? { problems: unsafe } : checkManifest(read.document);
}
