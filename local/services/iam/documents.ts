import { type PolicyPurpose, parsePolicy } from "./evaluate/parse.ts";
import type { Document } from "./state.ts";

/** What was read does not change, and many clouds of one process read the same documents. */
const read = new Map<string, Document>();
const mostRead = 1_000;

/** Reads a policy document once, when it is put: a bad one never gets into the state. */
export function readDocument(text: string, purpose: PolicyPurpose): Document {
  const name = `${purpose} ${text}`;
  const document = read.get(name) ?? { text, policy: parsePolicy(text, purpose) };
  if (read.size >= mostRead) read.clear();
  read.set(name, document);
  return document;
}

/** IAM answers documents percent-encoded (RFC 3986), and clients decode them. */
export function answerDocument(document: Document): string {
  return encodeURIComponent(document.text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
