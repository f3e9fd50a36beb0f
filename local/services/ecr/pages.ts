import { AwsError } from "../../edge/aws-error.ts";

/** One page of a list, and the token of the next: a hundred entries unless told, a thousand at most. */
export function page<Entry>(
  entries: readonly Entry[],
  request: { maxResults?: number | undefined; nextToken?: string | undefined },
): { entries: Entry[]; nextToken: string | undefined } {
  const size = request.maxResults ?? 100;
  if (size < 1 || size > 1_000)
    throw new AwsError(
      "InvalidParameterException",
      "Invalid parameter at 'maxResults' failed to satisfy constraint: 'Member must have value between 1 and 1000'",
    );
  const start = request.nextToken ? Number(request.nextToken) : 0;
  if (!Number.isInteger(start) || start < 0)
    throw new AwsError(
      "InvalidParameterException",
      "Invalid parameter at 'nextToken': use the one of the last answer.",
    );
  const end = start + size;
  return { entries: entries.slice(start, end), nextToken: end < entries.length ? String(end) : undefined };
}
