import { AwsError } from "../../edge/aws-error.ts";

const defaultSize = 100;
const maximumSize = 1_000;

/** Cuts one page out of a list. `0` results asks for the default, as on AWS. */
export function page<Item>(
  items: readonly Item[],
  { maxResults, nextToken }: { maxResults?: number | undefined; nextToken?: string | undefined },
): { items: Item[]; nextToken?: string } {
  if (maxResults !== undefined && (maxResults < 0 || maxResults > maximumSize))
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${maxResults}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to ${maximumSize}`,
    );
  const start = nextToken === undefined ? 0 : positionOf(nextToken);
  const end = start + (maxResults || defaultSize);
  return {
    items: items.slice(start, end),
    ...(end < items.length && { nextToken: Buffer.from(`position:${end}`).toString("base64url") }),
  };
}

function positionOf(token: string): number {
  const [, digits] = /^position:(\d+)$/.exec(Buffer.from(token, "base64url").toString()) ?? [];
  if (digits === undefined) throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
  return Number(digits);
}
