import { AwsError } from "../../edge/aws-error.ts";

/** One page of a list, in IAM's words: `Marker` leads to the next. */
export function page<Item>(
  items: readonly Item[],
  { Marker, MaxItems = 100 }: { Marker?: string; MaxItems?: number },
): { items: Item[]; IsTruncated: boolean; Marker?: string } {
  const start = Marker === undefined ? 0 : Number(Buffer.from(Marker, "base64").toString());
  if (!Number.isInteger(start) || start < 0) throw new AwsError("ValidationError", "Invalid Marker.");
  const end = start + MaxItems;
  const IsTruncated = end < items.length;
  return {
    items: items.slice(start, end),
    IsTruncated,
    ...(IsTruncated && { Marker: Buffer.from(String(end)).toString("base64") }),
  };
}
