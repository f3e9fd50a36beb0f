import { parseDocument } from "yaml";
import { atPlace, type ReadDocument, readJson, refuseDocument } from "./read-json.ts";

export type DocumentFormat = "json" | "yaml";

/** More than any manifest needs. */
export const longestDocumentBytes = 64 * 1024;

/**
 * Reads JSON or YAML that a stranger may have written. Refused: keys that stand twice, aliases (a few lines of which
 * can unfold to gigabytes), tags, several documents in one. Messages repeat nothing of the text: it may hold a secret.
 */
export function readDocument(text: string, format: DocumentFormat = guessFormat(text)): ReadDocument {
  if (Buffer.byteLength(text) > longestDocumentBytes) {
    return refuseDocument(`is larger than ${longestDocumentBytes / 1024} KB`);
  }
  try {
    return format === "json" ? readJson(text) : readYaml(text);
  } catch (error) {
    if (error instanceof RangeError) return refuseDocument("is nested too deeply");
    throw error;
  }
}

/** A JSON object begins with a brace; everything else is taken for YAML. */
export function guessFormat(text: string): DocumentFormat {
  return text.trimStart().startsWith("{") ? "json" : "yaml";
}

function readYaml(text: string): ReadDocument {
  const parsed = parseDocument(text, {
    uniqueKeys: true,
    prettyErrors: false,
    merge: false,
    stringKeys: true,
    resolveKnownTags: false,
  });
  // Another version of YAML reads the same text in another way: `yes` is a boolean in 1.1.
  if (parsed.directives?.yaml.explicit) return refuseDocument("begins with %YAML: leave that line out");
  const fault = parsed.errors[0] ?? parsed.warnings[0];
  if (fault !== undefined) {
    return refuseDocument(
      atPlace(text, fault.pos[0], fault.code === "DUPLICATE_KEY" ? "has a key twice" : explainYaml(fault.code)),
    );
  }
  try {
    return { document: parsed.toJS({ maxAliasCount: 0 }) };
  } catch (error) {
    if (error instanceof ReferenceError) return refuseDocument("uses an alias (*): write the value out in each place");
    throw error;
  }
}

function explainYaml(code: string): string {
  switch (code) {
    case "RESOURCE_EXHAUSTION":
      return "is nested too deeply";
    case "MULTIPLE_DOCS":
      return "holds several documents: send one";
    case "TAG_RESOLVE_FAILED":
      return "uses a tag (!): write a plain value";
    default:
      return `is not valid YAML (${code.toLowerCase().replaceAll("_", " ")})`;
  }
}
