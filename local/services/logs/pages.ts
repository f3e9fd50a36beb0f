import { AwsError } from "../../edge/aws-error.ts";

/** One page of a list, and the token of the next. `most` is the highest limit that the operation takes. */
export function page<Entry>(
  entries: readonly Entry[],
  request: { limit?: number | undefined; nextToken?: string | undefined },
  most: number,
): { entries: Entry[]; nextToken: string | undefined } {
  const limit = readLimit(request.limit, most);
  const start = readToken(request.nextToken);
  const end = start + limit;
  return { entries: entries.slice(start, end), nextToken: end < entries.length ? String(end) : undefined };
}

export function readLimit(limit: number | undefined, most: number): number {
  if (limit === undefined) return most;
  if (limit >= 1 && limit <= most) return limit;
  const bound = limit < 1 ? "greater than or equal to 1" : `less than or equal to ${most}`;
  throw new AwsError(
    "InvalidParameterException",
    `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value ${bound}`,
  );
}

function readToken(token: string | undefined): number {
  if (token === undefined) return 0;
  if (/^\d+$/.test(token)) return Number(token);
  throw invalidToken();
}

export function invalidToken(): AwsError {
  return new AwsError("InvalidParameterException", "The specified nextToken is invalid.");
}
