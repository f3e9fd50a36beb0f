import { AwsError } from "../../../edge/aws-error.ts";
import { checkMatcher } from "./check-matcher.ts";
import { type Matcher, matchesAny } from "./matcher.ts";

/** An event pattern: each field holds the list of what may match, or the pattern of the object below. */
export interface EventPattern {
  readonly [field: string]: readonly Matcher[] | readonly EventPattern[] | EventPattern;
}

/** Reads and checks a rule's event pattern. Throws InvalidEventPatternException with the reason. */
export function parsePattern(text: string): EventPattern {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch (error) {
    throw invalid((error as Error).message);
  }
  if (!isObject(pattern)) throw invalid("Filter is not an object");
  if (Object.keys(pattern).length === 0) throw invalid("Filter cannot be empty");
  check(pattern, "");
  return pattern as EventPattern;
}

function check(pattern: Readonly<Record<string, unknown>>, path: string): void {
  for (const [field, value] of Object.entries(pattern)) {
    const here = path ? `${path}.${field}` : field;
    if (isAlternatives(field, value)) for (const alternative of value) check(alternative, here);
    else if (isObject(value)) {
      if (Object.keys(value).length === 0) throw invalid(`Empty objects are not allowed: "${here}"`);
      check(value, here);
    } else if (!Array.isArray(value)) throw invalid(`"${here}" must be an object or an array`);
    else if (value.length === 0) throw invalid(`Empty arrays are not allowed: "${here}"`);
    else for (const matcher of value) checkMatcher(matcher, here, invalid);
  }
}

/** Whether an event matches. Fields which the pattern does not name do not matter. */
export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  if (Array.isArray(event)) return event.some((element) => matchesPattern(pattern, element));
  const object = isObject(event) ? event : {};
  return Object.entries(pattern).every(([field, expected]) => {
    if (isAlternatives(field, expected))
      return expected.some((alternative) => matchesPattern(alternative as EventPattern, object));
    const value = Object.hasOwn(object, field) ? object[field] : undefined;
    if (Array.isArray(expected)) return matchesAny(expected as readonly Matcher[], value);
    return matchesPattern(expected as EventPattern, value);
  });
}

/** `$or` is an operator where it holds two or more patterns, else a field like any other. */
function isAlternatives(field: string, value: unknown): value is readonly Readonly<Record<string, unknown>>[] {
  return field === "$or" && Array.isArray(value) && value.length >= 2 && value.every(isObject);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(reason: string): AwsError {
  return new AwsError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${reason}`);
}
