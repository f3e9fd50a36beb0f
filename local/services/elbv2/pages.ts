import { errors } from "./errors.ts";

/** One page of a Describe call's results, and the marker of the next. Without PageSize there are 400 to a page. */
export function page<T>(
  items: readonly T[],
  input: { PageSize?: number | undefined; Marker?: string | undefined },
): { items: T[]; NextMarker?: string } {
  const { PageSize: size = 400, Marker: marker } = input;
  if (size < 1 || size > 400) throw errors.validation("Page size must be between 1 and 400");
  const start = marker ? Number(Buffer.from(marker, "base64").toString()) : 0;
  if (!Number.isInteger(start) || start < 0) throw errors.validation("Invalid marker");
  const end = start + size;
  return {
    items: items.slice(start, end),
    ...(end < items.length && { NextMarker: Buffer.from(String(end)).toString("base64") }),
  };
}
