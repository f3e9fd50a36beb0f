import { parseExpression } from "../intrinsics/expression.ts";
import { isObject } from "../json.ts";
import { parsePath } from "../path/parse.ts";
import { isReference } from "../path/write.ts";
import { parseTimestamp } from "../timestamp.ts";
import type { Report } from "./diagnostic.ts";
import type { FieldKind } from "./fields.ts";

/** What is wrong with a value as one of the kinds; `undefined` when nothing is. */
type Check = (value: unknown) => string | undefined;

const checks: Readonly<Record<FieldKind, Check>> = {
  any: () => undefined,
  text: (value) => (typeof value === "string" ? undefined : "Expected value of type String"),
  "state name": (value) => (typeof value === "string" ? undefined : "Expected value of type String"),
  boolean: (value) => (typeof value === "boolean" ? undefined : "Expected value of type Boolean"),
  integer: (value) =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 99_999_999
      ? undefined
      : "Expected value of type Integer from 0 to 99999999",
  number: (value) => (typeof value === "number" && value >= 0 ? undefined : "Expected a number that is not negative"),
  object: (value) => (isObject(value) ? undefined : "Expected value of type Object"),
  machine: (value) => (isObject(value) ? undefined : "Expected value of type Object"),
  list: (value) => (Array.isArray(value) ? undefined : "Expected value of type Array"),
  timestamp: (value) =>
    parseTimestamp(value) === undefined ? "Value is not a valid timestamp, such as 2026-01-02T03:04:05Z" : undefined,
  path: (value) => (isPath(value) ? undefined : "Value is not a valid JSONPath"),
  "path or null": (value) => (value === null || isPath(value) ? undefined : "Value is not a valid JSONPath"),
  "path or function": (value) =>
    isPath(value) || isFunction(value) ? undefined : "Value is not a valid JSONPath or intrinsic function call",
  "reference path": (value) => (isReferencePath(value) ? undefined : "Value is not a Reference Path"),
  "reference path or null": (value) =>
    value === null || (isReferencePath(value) && !(value as string).startsWith("$$"))
      ? undefined
      : "Value is not a Reference Path",
  template: () => undefined,
};

/** Checks the fields of an object: none unknown, each of its kind. */
export function checkFields(
  object: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, FieldKind>>,
  missing: Readonly<Record<string, string>>,
  location: string,
  report: Report,
): void {
  for (const [name, value] of Object.entries(object)) {
    const kind = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const place = `${location}/${name}`;
    if (!kind) {
      report(place, missing[name] ?? "Field is not supported");
      continue;
    }
    const problem = checks[kind](value);
    if (problem) report(place, problem);
    if (kind === "template") checkTemplate(value, place, report);
  }
}

/** Checks a payload template: each member whose name ends in `.$` holds a path or a function call. */
function checkTemplate(template: unknown, location: string, report: Report): void {
  if (Array.isArray(template)) for (const item of template) checkTemplate(item, location, report);
  if (!isObject(template)) return;
  for (const [key, value] of Object.entries(template)) {
    if (!key.endsWith(".$")) checkTemplate(value, location, report);
    else if (!isPath(value) && !isFunction(value))
      report(location, `The value for the field '${key}' must be a valid JSONPath or a valid intrinsic function call`);
  }
}

export function isPath(value: unknown): value is string {
  return typeof value === "string" && value.startsWith("$") && parses(() => parsePath(value));
}

function isReferencePath(value: unknown): boolean {
  return isPath(value) && isReference(parsePath(value));
}

function isFunction(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("States.") && parses(() => parseExpression(value));
}

function parses(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}
