import { createHash } from "node:crypto";
import { type Intrinsic, refuse } from "./intrinsic.ts";

const maximumCharacters = 10_000;

/** `States.Base64Encode('hello')` → `"aGVsbG8="` */
export const base64Encode: Intrinsic = ([text]) => Buffer.from(shortText(text)).toString("base64");

/** `States.Base64Decode('aGVsbG8=')` → `"hello"` */
export const base64Decode: Intrinsic = ([text]) => Buffer.from(shortText(text), "base64").toString("utf8");

const algorithms: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

/** `States.Hash('text', 'SHA-256')` → its digest in hexadecimal. What is not a string is hashed as JSON. */
export const hash: Intrinsic = ([data, algorithm]) => {
  const name = typeof algorithm === "string" ? algorithms[algorithm] : undefined;
  if (!name) return refuse(`the second argument must be one of ${Object.keys(algorithms).join(", ")}`);
  const text = typeof data === "string" ? data : JSON.stringify(data);
  return createHash(name).update(shortText(text)).digest("hex");
};

function shortText(value: unknown): string {
  if (typeof value !== "string") return refuse("the argument must be a string");
  if (value.length > maximumCharacters)
    return refuse(`the argument must have at most ${maximumCharacters.toLocaleString("en-US")} characters`);
  return value;
}
