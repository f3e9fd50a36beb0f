import type * as z from "zod";
import {
  type AuditFormat,
  contentTypes,
  countThatFits,
  preferredFormat,
  toCsv,
  toNdjson,
} from "../../../shared/http/audit-formats.ts";
import { encodeCursor } from "../../../shared/http/cursor.ts";
import { endpoints } from "../../../shared/http/endpoints.ts";
import { HttpProblem } from "../../../shared/http/problem.ts";
import type { ApiResponse } from "../../../shared/http/router.ts";
import { longestSpanDays } from "../../../shared/http/schemas.ts";
import { auditView } from "../../../shared/http/views.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import { type AuditLine, cursorAfter, isCursorOf, monthOf, type Span } from "../../../shared/store/audit.ts";
import type { Store } from "../../../shared/store/store.ts";

type AuditQuery = z.output<typeof endpoints.listAudit.query>;

const mostLines: Readonly<Record<AuditFormat, number>> = { json: 50, ndjson: 5000, csv: 5000 };

/**
 * Answers a page of the audit in the format that is wanted: as many lines as were asked for, and no more than an answer
 * can carry. The header `link` leads to the next page, over the same span of time even where that went until now.
 */
export async function readAudit(
  { store, clock }: { readonly store: Pick<Store, "audit">; readonly clock: Clock },
  query: AuditQuery,
  accept: string | undefined,
): Promise<ApiResponse> {
  const span = spanOf(query, clock.now());
  const { cursor, format = preferredFormat(accept), limit = mostLines[format] } = query;
  if (cursor !== undefined && !isCursorOf(span, cursor))
    throw wrong("cursor", "must be the nextCursor of an answer about the same time");
  const found = await store.audit.list(span, { limit, ...(cursor !== undefined && { cursor }) });
  const lines = found.lines.slice(0, countThatFits(found.lines, format));
  const last = lines.at(-1);
  const isMore = found.cursor !== undefined || lines.length < found.lines.length;
  const nextCursor = last && isMore ? encodeCursor(cursorAfter(last)) : undefined;
  const headers: Record<string, string> = {
    "content-type": format === "csv" ? `${contentTypes.csv}; charset=utf-8` : contentTypes[format],
  };
  if (nextCursor !== undefined) headers.link = linkTo(span, { format, limit, cursor: nextCursor });
  return { status: 200, headers, ...write(lines, format, cursor === undefined, nextCursor) };
}

/** The span that is asked about. Throws 400 where it is none, or more than is looked through at once. */
function spanOf({ month, from, to }: AuditQuery, now: number): Span {
  if (from === undefined) return monthOf(month === undefined ? now : Date.parse(`${month}-01T00:00:00Z`));
  const end = to ?? now;
  if (end <= from)
    throw to === undefined ? wrong("from", "must not be in the future") : wrong("to", "must be after from");
  if (end - from > longestSpanDays * 24 * 3600_000)
    throw wrong("to", `must be at most ${longestSpanDays} days after from: ask for one part after the other`);
  return { from, to: end };
}

function wrong(field: string, message: string): HttpProblem {
  return new HttpProblem(400, "The query is not what this route takes.", { problems: [{ field, message }] });
}

/** RFC 8288. */
function linkTo({ from, to }: Span, more: { format: AuditFormat; limit: number; cursor: string }): string {
  const span = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const query = new URLSearchParams({ ...span, ...more, limit: String(more.limit) });
  return `<${endpoints.listAudit.path}?${query}>; rel="next"`;
}

function write(
  lines: readonly AuditLine[],
  format: AuditFormat,
  isFirst: boolean,
  nextCursor: string | undefined,
): Pick<ApiResponse, "body" | "text"> {
  switch (format) {
    case "json":
      return { body: { lines: lines.map(auditView), ...(nextCursor !== undefined && { nextCursor }) } };
    case "ndjson":
      return { text: toNdjson(lines) };
    case "csv":
      return { text: toCsv(lines, isFirst) };
  }
}
