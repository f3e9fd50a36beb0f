import { Fault } from "../faults.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Path } from "./parse.ts";
import { pathOf } from "./read.ts";

/** Whether the path is a reference path: it can only ever name one place, so that it can be written to. */
export function isReference(path: Path): boolean {
  return path.steps.every(
    (step) =>
      (step.kind === "names" && step.names.length === 1) || (step.kind === "indexes" && step.indexes.length === 1),
  );
}

/** Puts a result where `ResultPath` says, into a copy of the state's input. `null` keeps the input, `$` the result. */
export function writePath(text: string | null, input: Json, result: Json): Json {
  if (text === null) return input;
  const keys = pathOf(text).steps.flatMap((step): (string | number)[] => {
    if (step.kind === "names") return [...step.names];
    return step.kind === "indexes" ? [...step.indexes] : [];
  });
  return place(keys, input, result, text);
}

function place(keys: readonly (string | number)[], into: Json | undefined, result: Json, text: string): Json {
  const [key, ...rest] = keys;
  if (key === undefined) return result;
  if (typeof key === "string") {
    if (into !== undefined && into !== null && !isObject(into)) throw mismatch(text, into);
    const object = (into ?? {}) as JsonObject;
    return { ...object, [key]: place(rest, object[key], result, text) };
  }
  if (!Array.isArray(into) || key >= into.length) throw mismatch(text, into ?? null);
  return into.with(key, place(rest, into[key], result, text));
}

function mismatch(text: string, input: Json): Fault {
  return new Fault(
    `Unable to apply Reference Path '${text}' specified for the field 'ResultPath' to input '${JSON.stringify(input)}'`,
    "States.ResultPathMatchFailure",
  );
}
