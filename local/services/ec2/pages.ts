import { AwsError } from "../../edge/aws-error.ts";
import { errors } from "./errors.ts";

/** One page of a Describe call's results, and the token for the next. Without MaxResults all come at once. */
export function page<T>(
  items: readonly T[],
  input: { MaxResults?: number | undefined; NextToken?: string | undefined },
): { items: T[]; NextToken?: string } {
  const { MaxResults: limit, NextToken: token } = input;
  if (limit !== undefined && (limit < 5 || limit > 1000)) {
    throw errors.invalidValue(
      `Value ( ${limit} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`,
    );
  }
  const start = token ? Number(Buffer.from(token, "base64").toString()) : 0;
  if (!Number.isInteger(start) || start < 0) {
    throw new AwsError("InvalidNextToken", "Unable to parse pagination token");
  }
  const end = limit === undefined ? items.length : start + limit;
  return {
    items: items.slice(start, end),
    ...(end < items.length && { NextToken: Buffer.from(String(end)).toString("base64") }),
  };
}
