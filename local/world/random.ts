/** Chance for everything in the local cloud: the same seed draws the same numbers. */
export interface Random {
  /** A number from 0 (included) to 1 (excluded). */
  next(): number;
  /** A number between `low` and `high`. */
  between(low: number, high: number): number;
  /** `length` characters out of `alphabet` (lower-case hexadecimal digits unless told). */
  characters(length: number, alphabet?: string): string;
  /** A version-4 UUID. */
  uuid(): string;
}

const hexadecimal = "0123456789abcdef";

/** Draws from a seed with the sfc32 generator (Chris Doty-Humphrey, PractRand). */
export function seededRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162 ^ (seed >>> 0);
  let d = 1;
  const draw = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  };
  for (let turn = 0; turn < 15; turn++) draw();
  return fromDraw(draw);
}

/** Draws that no one can foretell. */
export function systemRandom(): Random {
  return fromDraw(Math.random);
}

function fromDraw(next: () => number): Random {
  const characters = (length: number, alphabet = hexadecimal): string => {
    let text = "";
    for (let drawn = 0; drawn < length; drawn++) text += alphabet[Math.floor(next() * alphabet.length)];
    return text;
  };
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    characters,
    uuid: () =>
      [
        characters(8),
        characters(4),
        `4${characters(3)}`,
        `${characters(1, "89ab")}${characters(3)}`,
        characters(12),
      ].join("-"),
  };
}
