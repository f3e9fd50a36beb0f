import { AwsError } from "../../edge/aws-error.ts";

/** One page of a list, and the token of the next. The token is opaque to callers. */
export function pageOf<Item>(
  items: readonly Item[],
  request: { nextToken?: string | undefined; maxResults?: number | undefined },
  defaultSize = 100,
): { items: Item[]; nextToken?: string } {
  const size = request.maxResults ?? defaultSize;
  if (size < 1 || size > 100) {
    throw new AwsError("InvalidParameterException", "maxResults must be between 1 and 100.");
  }
  const start = request.nextToken === undefined ? 0 : Number(Buffer.from(request.nextToken, "base64url").toString());
  if (!Number.isInteger(start) || start < 0) {
    throw new AwsError(
      "InvalidParameterException",
      "Invalid token in the request. Use the nextToken of the last answer.",
    );
  }
  const end = start + size;
  return {
    items: items.slice(start, end),
    ...(end < items.length && { nextToken: Buffer.from(String(end)).toString("base64url") }),
  };
}
