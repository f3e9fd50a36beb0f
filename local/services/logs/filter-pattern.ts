import { AwsError } from "../../edge/aws-error.ts";

/**
 * Makes a test of messages out of a filter pattern of words: all must occur (`timeout "status 500"`), `-word` must not,
 * and of words with `?` at least one must. JSON and column patterns (`{ $.x = 1 }`, `[a, b]`) are not served here.
 */
export function compileFilterPattern(pattern: string | undefined): (message: string) => boolean {
  const text = pattern?.trim() ?? "";
  if (text.startsWith("{") || text.startsWith("["))
    throw new AwsError(
      "InvalidParameterException",
      "The local cloud filters by words only: JSON and space-delimited filter patterns are not implemented.",
    );
  const terms = [...text.matchAll(/([-?]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(([, sign, quoted, bare]) => ({
    sign,
    word: quoted?.replace(/\\(.)/g, "$1") ?? (bare as string),
  }));
  const required = terms.filter(({ sign }) => sign === "");
  const excluded = terms.filter(({ sign }) => sign === "-");
  const optional = terms.filter(({ sign }) => sign === "?");
  return (message) =>
    required.every(({ word }) => message.includes(word)) &&
    !excluded.some(({ word }) => message.includes(word)) &&
    (optional.length === 0 || optional.some(({ word }) => message.includes(word)));
}
