import { AwsError } from "./aws-error.ts";
import type { Shape } from "./schema.ts";

/** Reads a value that came as text: in a form, a header, a query parameter or a path. */
export function decodeText(shape: Shape, text: string, name: string): unknown {
  switch (shape.kind) {
    case "number":
      return decodeNumber(text, name);
    case "bigint":
      return BigInt(text);
    case "boolean":
      if (text === "true" || text === "false") return text === "true";
      throw malformed(name, "a boolean");
    case "timestamp":
      return decodeTimestamp(/^-?[\d.]+$/.test(text) ? Number(text) : text, name);
    case "blob":
      return new Uint8Array(Buffer.from(text, "base64"));
    default:
      return text;
  }
}

export function decodeNumber(value: string | number, name: string): number {
  const number = typeof value === "number" || value.trim() === "" ? value : Number(value);
  if (typeof number !== "number" || (Number.isNaN(number) && value !== "NaN")) throw malformed(name, "a number");
  return number;
}

/** Epoch seconds, or one of the text formats that `Date` reads. */
export function decodeTimestamp(value: number | string, name: string): Date {
  const date = new Date(typeof value === "number" ? Math.round(value * 1000) : value);
  if (Number.isNaN(date.getTime())) throw malformed(name, "a timestamp");
  return date;
}

/** The answer to a request whose text cannot be read as its schema says. */
export function malformed(name: string, wanted: string): AwsError {
  return new AwsError("SerializationException", `The value of ${name || "the request"} is not ${wanted}.`);
}
