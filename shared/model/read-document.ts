import { LineCounter, parseDocument } from "yaml";
import type { Problem } from "./service-spec.ts";

export type DocumentFormat = "json" | "yaml";

/** More than any manifest needs. */
export const longestDocumentBytes = 64 * 1024;

/** A value of plain objects, or what is wrong with the text. */
export type ReadDocument =
  | { readonly document: unknown; readonly problems?: undefined }
  | { readonly document?: undefined; readonly problems: readonly Problem[] };

/**
 * Reads JSON or YAML that a stranger may have written. Refused: keys that stand twice, aliases (a few lines of which
 * can unfold to gigabytes), tags, several documents in one. Messages repeat nothing of the text: it may hold a secret.
 */
export function readDocument(text: string, format: DocumentFormat = guessFormat(text)): ReadDocument {
  if (Buffer.byteLength(text) > longestDocumentBytes) {
    return refuse(`is larger than ${longestDocumentBytes / 1024} KB`);
  }
  try {
    return format === "json" ? readJson(text) : readYaml(text);
  } catch (error) {
    if (error instanceof RangeError) return refuse("is nested too deeply");
    throw error;
  }
}

/** A JSON object begins with a brace; everything else is taken for YAML. */
export function guessFormat(text: string): DocumentFormat {
  return text.trimStart().startsWith("{") ? "json" : "yaml";
}

function readJson(text: string): ReadDocument {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const place = /\(line \d+ column \d+\)/.exec(String(error))?.[0];
    return refuse(`is not valid JSON${place === undefined ? "" : ` ${place}`}`);
  }
  // JSON.parse lets the last of two equal keys win in silence; the YAML parser, which reads JSON too, tells.
  const doubled = parseDocument(text, { uniqueKeys: true, prettyErrors: false }).errors.find(
    (error) => error.code === "DUPLICATE_KEY",
  );
  return doubled === undefined ? { document } : refuse(at(text, doubled.pos[0], "has a key twice"));
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
  if (parsed.directives?.yaml.explicit) return refuse("begins with %YAML: leave that line out");
  const fault = parsed.errors[0] ?? parsed.warnings[0];
  if (fault !== undefined) {
    return refuse(at(text, fault.pos[0], fault.code === "DUPLICATE_KEY" ? "has a key twice" : explainYaml(fault.code)));
  }
  try {
    return { document: parsed.toJS({ maxAliasCount: 0 }) };
  } catch (error) {
    if (error instanceof ReferenceError) return refuse("uses an alias (*): write the value out in each place");
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

function at(text: string, offset: number, message: string): string {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let index = text.indexOf("\n"); index !== -1; index = text.indexOf("\n", index + 1)) lines.addNewLine(index + 1);
  const { line, col } = lines.linePos(offset);
  return `${message} (line ${line} column ${col})`;
}

function refuse(message: string): ReadDocument {
  return { problems: [{ field: "", message }] };
}
