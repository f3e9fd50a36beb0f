import { invalid } from "./find.ts";

/** SNS lists a hundred at a time. */
const pageSize = 100;

export function page<Entry>(
  entries: readonly Entry[],
  token: string | undefined,
): { entries: Entry[]; token: { NextToken?: string } } {
  const start = token ? Number(token) : 0;
  if (!Number.isInteger(start) || start < 0) throw invalid("NextToken");
  const end = start + pageSize;
  return { entries: entries.slice(start, end), token: end < entries.length ? { NextToken: String(end) } : {} };
}
