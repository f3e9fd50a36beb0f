import { AwsError } from "../../edge/aws-error.ts";

/** One page of a list, and the token of the next. `most` is the highest number of results that the operation gives. */
export function page<Entry>(
  entries: readonly Entry[],
  request: { MaxResults?: number | undefined; NextToken?: string | undefined },
  most: number,
): { entries: Entry[]; NextToken: string | undefined } {
  const size = request.MaxResults ?? most;
  if (size < 1 || size > most) {
    const bound = size < 1 ? "greater than or equal to 1" : `less than or equal to ${most}`;
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${size}' at 'maxResults' failed to satisfy constraint: Member must have value ${bound}`,
    );
  }
  const start = request.NextToken ? Number(request.NextToken) : 0;
  if (!Number.isInteger(start) || start < 0) throw new AwsError("InvalidNextToken", "The specified token isn't valid.");
  const end = start + size;
  return { entries: entries.slice(start, end), NextToken: end < entries.length ? String(end) : undefined };
}
