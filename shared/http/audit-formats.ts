import type { AuditLine } from "../store/audit.ts";
import { auditView } from "./views.ts";

/** As what the audit can be read: pages for programs, a line of JSON each for log stores, a table for spreadsheets. */
export const auditFormats = ["json", "ndjson", "csv"] as const;

export type AuditFormat = (typeof auditFormats)[number];

export const contentTypes: Readonly<Record<AuditFormat, string>> = {
  json: "application/json",
  ndjson: "application/x-ndjson",
  csv: "text/csv",
};

/**
 * The format that a client prefers by its `Accept`: `text/csv, application/json;q=0.5` is csv. JSON where it names none
 * of ours, as all routes answer.
 */
export function preferredFormat(accept = ""): AuditFormat {
  const wanted = accept.split(",").flatMap((range) => {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const format = auditFormats.find((one) => contentTypes[one] === type);
    const quality = Number(parameters.find((one) => one.startsWith("q="))?.slice(2) ?? 1);
    return format && quality > 0 ? [{ format, quality }] : [];
  });
  return wanted.toSorted((one, other) => other.quality - one.quality)[0]?.format ?? "json";
}

/**
 * Lambda carries answers of 6 MB (6,291,556 bytes), in which ours is text within JSON; the rest is for headers.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const mostAnswerBytes = 5_500_000;

/** How many of the lines, from the first one on, an answer can carry in a format: one at least. */
export function countThatFits(lines: readonly AuditLine[], format: AuditFormat, mostBytes = mostAnswerBytes): number {
  let bytes = 0;
  const tooMuch = lines.findIndex((line) => {
    bytes += Buffer.byteLength(JSON.stringify(writeLine(line, format)));
    return bytes > mostBytes;
  });
  return tooMuch === -1 ? lines.length : Math.max(1, tooMuch);
}

/** A line of JSON for each. */
export function toNdjson(lines: readonly AuditLine[]): string {
  return lines.map((line) => writeLine(line, "ndjson")).join("");
}

/** A table as RFC 4180 has it; the names of the columns stand above the first page only, so that pages can be put together. */
export function toCsv(lines: readonly AuditLine[], isFirst: boolean): string {
  const names = isFirst ? `${columns.join(",")}\r\n` : "";
  return names + lines.map((line) => writeLine(line, "csv")).join("");
}

/** Every member of a line, in this order. */
const shown: Readonly<Record<keyof AuditLine, true>> = {
  at: true,
  actor: true,
  actorId: true,
  person: true,
  door: true,
  command: true,
  service: true,
  deploymentId: true,
  outcome: true,
  reason: true,
  evidence: true,
  source: true,
  id: true,
};

const columns = Object.keys(shown) as readonly (keyof AuditLine)[];

function writeLine(line: AuditLine, format: AuditFormat): string {
  const view = auditView(line);
  if (format !== "csv") return `${JSON.stringify(view)}\n`;
  return `${columns.map((column) => cell(view[column])).join(",")}\r\n`;
}

/**
 * What a spreadsheet would take for a formula begins with an apostrophe, which makes it text: names and reasons are what
 * others wrote. https://owasp.org/www-community/attacks/CSV_Injection
 */
function cell(value: unknown): string {
  if (value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const harmless = /^[\s\p{C}]*[=+\-@＝＋－＠]/u.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
