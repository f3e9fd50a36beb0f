import { AwsError } from "../../edge/aws-error.ts";

/** One page of a list, and the token of the next: of a thousand entries and without a token, unless MaxResults is given. */
export function page<Entry>(
  entries: readonly Entry[],
  input: { readonly NextToken?: string | undefined; readonly MaxResults?: number | undefined },
): { entries: Entry[]; token: { NextToken?: string } } {
  const start = input.NextToken ? Number(input.NextToken) : 0;
  if (!Number.isInteger(start) || start < 0)
    throw new AwsError("InvalidParameterValue", "Invalid or expired next token.");
  const end = start + (input.MaxResults ?? 1_000);
  const more = input.MaxResults !== undefined && end < entries.length;
  return { entries: entries.slice(start, end), token: more ? { NextToken: String(end) } : {} };
}
