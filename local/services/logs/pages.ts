import { AwsError } from "../../edge/aws-error.ts";

/** One page of a list, and the token of the next. The token is the offset, as callers must treat it: opaque. */
export function page<Entry>(
  entries: readonly Entry[],
  limit: number,
  token: string | undefined,
): { entries: Entry[]; nextToken: string | undefined } {
  const offset = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(offset) || offset < 0)
    throw new AwsError("InvalidParameterException", "The specified nextToken is invalid.");
  const end = offset + limit;
  return { entries: entries.slice(offset, end), nextToken: end < entries.length ? String(end) : undefined };
}
