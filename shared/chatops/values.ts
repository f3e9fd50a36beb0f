import { imageMessage, imagePattern, mostImageCharacters } from "../model/image-reference.ts";
import { serviceNameMessage, serviceNamePattern } from "../model/service-name.ts";

/** What a word of a command may be, and what it becomes. */
export interface ValueKind {
  /** The value; `undefined` where the word is none. */
  read(word: string): string | number | undefined;
  /** Follows the name of the word: `count must be …`. */
  readonly message: string;
}

const matching = (pattern: RegExp, message: string): ValueKind => ({
  read: (word) => (pattern.test(word) ? word : undefined),
  message,
});

const wholeNumber = (word: string, from: number, to: number): number | undefined => {
  const number = /^(0|[1-9]\d{0,8})$/.test(word) ? Number(word) : Number.NaN;
  return number >= from && number <= to ? number : undefined;
};

export const mostReasonCharacters = 500;
const mostFilterCharacters = 1024;

/** By the name under which a command's grammar and its help speak of them. */
export const values = {
  service: matching(serviceNamePattern, serviceNameMessage),
  "service or *": {
    read: (word) => (word === "*" || serviceNamePattern.test(word) ? word : undefined),
    message: `${serviceNameMessage}; or * for all`,
  },
  image: {
    read: (word) => (word.length <= mostImageCharacters && imagePattern.test(word) ? word : undefined),
    message: imageMessage,
  },
  count: {
    read: (word) => (word.toLowerCase() === "auto" ? "auto" : wholeNumber(word, 0, 1000)),
    message: "must be a whole number from 0 to 1000, or auto",
  },
  release: {
    read: (word) => wholeNumber(word, 1, 99_999_999),
    message: "must be the number of a release, which history lists",
  },
  "deployment id": matching(/^[a-z0-9-]{1,64}$/, "must be a deployment's id, which status and history tell"),
  duration: matching(/^[1-9]\d{0,5}[smhd]$/, "must be a duration: 30s, 10m, 2h or 7d"),
  text: {
    read: (word) => (word.length >= 1 && word.length <= mostFilterCharacters ? word : undefined),
    message: `must have 1 to ${mostFilterCharacters} characters`,
  },
} as const satisfies Readonly<Record<string, ValueKind>>;

export type ValueName = keyof typeof values;
