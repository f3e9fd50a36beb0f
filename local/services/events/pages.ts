import { AwsError } from "../../edge/aws-error.ts";

/** One page of a list; the token is where the next page begins. */
export function page<T>(
  items: readonly T[],
  input: { NextToken?: string | undefined; Limit?: number | undefined },
): { items: readonly T[]; token: { NextToken?: string } } {
  const start = input.NextToken ? Number(input.NextToken) : 0;
  if (!Number.isInteger(start) || start < 0)
    throw new AwsError("ValidationException", "Provided NextToken is not valid.");
  const end = start + (input.Limit ?? 100);
  return { items: items.slice(start, end), token: end < items.length ? { NextToken: String(end) } : {} };
}
