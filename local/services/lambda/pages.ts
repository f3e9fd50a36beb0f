import { AwsError } from "../../edge/aws-error.ts";

/** One page of a list, as Lambda pages: the marker is where the next page begins. */
export function page<T>(
  items: readonly T[],
  input: { Marker?: string | undefined; MaxItems?: number | undefined },
): { items: readonly T[]; marker: { NextMarker?: string } } {
  const start = input.Marker ? Number(input.Marker) : 0;
  if (!Number.isInteger(start) || start < 0)
    throw new AwsError(
      "InvalidParameterValueException",
      "Invalid Marker value: give the NextMarker of an earlier answer.",
    );
  const end = start + (input.MaxItems ?? 50);
  return { items: items.slice(start, end), marker: end < items.length ? { NextMarker: String(end) } : {} };
}
