import { AwsError } from "../../edge/aws-error.ts";

/** One page of a list, and the token of the next: at most a hundred entries. */
export function page<Entry>(
  entries: readonly Entry[],
  request: { MaxResults?: number | undefined; NextToken?: string | undefined },
): { entries: Entry[]; NextToken: string | undefined } {
  const size = request.MaxResults ?? 100;
  if (size < 1 || size > 100)
    throw new AwsError("InvalidParameterException", "MaxResults must be between 1 and 100 (inclusive).");
  const start = request.NextToken ? Number(request.NextToken) : 0;
  if (!Number.isInteger(start) || start < 0)
    throw new AwsError("InvalidNextTokenException", "Invalid NextToken. Use the one of the last answer.");
  const end = start + size;
  return { entries: entries.slice(start, end), NextToken: end < entries.length ? String(end) : undefined };
}
