import { type PolicyPurpose, parsePolicy } from "./evaluate/parse.ts";
import type { Document } from "./state.ts";

/** Reads a policy document once, when it is put: a bad one never gets into the state. */
export function readDocument(text: string, purpose: PolicyPurpose): Document {
  return { text, policy: parsePolicy(text, purpose) };
}

/** IAM answers documents percent-encoded (RFC 3986), and clients decode them. */
export function answerDocument(document: Document): string {
  return encodeURIComponent(document.text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
