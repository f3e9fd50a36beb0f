import { AwsError } from "../../edge/aws-error.ts";

/** One page of a list. The last one's token is the empty text, as this service has it. */
export function page<Entry>(
  entries: readonly Entry[],
  token: string | undefined,
  size: number,
): { entries: Entry[]; PaginationToken: string } {
  const start = token ? Number(token) : 0;
  if (!Number.isInteger(start) || start < 0)
    throw new AwsError("PaginationTokenExpiredException", "The pagination token is not one of the last answer.");
  const end = start + size;
  return { entries: entries.slice(start, end), PaginationToken: end < entries.length ? String(end) : "" };
}
