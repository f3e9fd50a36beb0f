import { AwsError } from "../../edge/aws-error.ts";

/** One page of a list, and the token of the next. */
export function page<Entry>(
  entries: readonly Entry[],
  token: string | undefined,
  size: number,
): { entries: Entry[]; NextToken: string | undefined } {
  const start = token ? Number(token) : 0;
  if (!Number.isInteger(start) || start < 0)
    throw new AwsError("InvalidNextToken", "The next token specified is invalid.");
  const end = start + size;
  return { entries: entries.slice(start, end), NextToken: end < entries.length ? String(end) : undefined };
}
