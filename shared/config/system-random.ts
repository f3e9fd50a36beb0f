import { randomInt } from "node:crypto";

const lettersAndDigits = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Draws `length` characters out of `alphabet` that nobody can foretell. */
export function systemRandom(length: number, alphabet = lettersAndDigits): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
