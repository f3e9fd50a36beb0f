import type { Random } from "../../../world/random.ts";
import { Fault } from "./faults.ts";
import { type Expression, evaluate, parseExpression } from "./intrinsics/expression.ts";
import { isObject, type Json } from "./json.ts";
import { readPath, type Sources } from "./path/read.ts";

/** What paths and templates are read against. */
export interface Reading extends Sources {
  readonly random: Random;
}

const parsed = new Map<string, Expression>();

/** Reads a value that is given as a path or as a call of one of the language's functions. */
export function readValue(text: string, reading: Reading, field: string): Json {
  if (!text.startsWith("States.")) return readPath(text, reading, field);
  let expression = parsed.get(text);
  if (!expression) {
    try {
      expression = parseExpression(text);
    } catch (error) {
      throw new Fault(`Invalid intrinsic function for the field '${field}': ${(error as Error).message}`);
    }
    parsed.set(text, expression);
  }
  return evaluate(expression, reading, reading.random);
}

/**
 * Fills a payload template: a member `"name.$": "$.path"` becomes `"name": <what the path names>`, all else stays.
 * `{"id.$": "$.a", "fixed": 1}` with the input `{"a": 7}` gives `{"id": 7, "fixed": 1}`.
 */
export function fillTemplate(template: Json, reading: Reading): Json {
  if (Array.isArray(template)) return template.map((item) => fillTemplate(item, reading));
  if (!isObject(template)) return template;
  const filled = Object.entries(template).map(([key, value]): [string, Json] => {
    if (!key.endsWith(".$")) return [key, fillTemplate(value, reading)];
    if (typeof value !== "string") throw new Fault(`The value for the field '${key}' must be a string`);
    return [key.slice(0, -2), readValue(value, reading, key)];
  });
  return Object.fromEntries(filled);
}
