import { Fault } from "../faults.ts";
import { isObject, type Json } from "../json.ts";
import { fulfils } from "./filter.ts";
import { type Path, parsePath, type Step } from "./parse.ts";

/** What `$` and `$$` stand for. */
export interface Sources {
  readonly input: Json;
  readonly context: Json;
}

interface Found {
  readonly values: readonly Json[];
  /** Whether the path can only ever name one value; then finding none is an error, else it is an empty list. */
  readonly definite: boolean;
  /** Whether a member was missing while the path was still definite. */
  readonly missing: boolean;
}

const parsed = new Map<string, Path>();

/** Parses a path once and remembers it: definitions use the same few again and again. */
export function pathOf(text: string): Path {
  let path = parsed.get(text);
  if (!path) {
    try {
      path = parsePath(text);
    } catch (error) {
      throw new Fault(`Invalid path '${text}': ${(error as Error).message}`);
    }
    parsed.set(text, path);
  }
  return path;
}

/** Finds what a path names; `undefined` when there is no such thing. */
export function findPath(text: string, sources: Sources): Json | undefined {
  const path = pathOf(text);
  const found = follow(path.steps, path.root === "$" ? sources.input : sources.context);
  if (found.missing) return undefined;
  return found.definite ? found.values[0] : [...found.values];
}

/** Reads what a path names. `field` is the definition's field, for the error when there is no such thing. */
export function readPath(text: string, sources: Sources, field: string): Json {
  const value = findPath(text, sources);
  if (value !== undefined) return value;
  const source = pathOf(text).root === "$" ? sources.input : sources.context;
  throw new Fault(
    `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(source)}'`,
  );
}

export function follow(steps: readonly Step[], root: Json): Found {
  let values: readonly Json[] = [root];
  let definite = true;
  for (const step of steps) {
    values = values.flatMap((value) => apply(step, value));
    if (!isDefinite(step)) definite = false;
    else if (definite && values.length === 0) return { values, definite, missing: true };
  }
  return { values, definite, missing: false };
}

function isDefinite(step: Step): boolean {
  if (step.kind === "names") return step.names.length === 1;
  return step.kind === "indexes" && step.indexes.length === 1;
}

function apply(step: Step, value: Json): readonly Json[] {
  switch (step.kind) {
    case "names":
      if (!isObject(value)) return [];
      return step.names.filter((name) => Object.hasOwn(value, name)).map((name) => value[name] as Json);
    case "indexes":
      if (!Array.isArray(value)) return [];
      return step.indexes.map((index) => value.at(index)).filter((item) => item !== undefined);
    case "slice":
      if (!Array.isArray(value)) return [];
      return value.slice(step.from, step.to).filter((_, index) => index % step.step === 0);
    case "every":
      return children(value);
    case "descend":
      return descendants(value);
    case "filter":
      return (isObject(value) ? [value] : children(value)).filter((item) => fulfils(step.filter, item));
  }
}

function children(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

function descendants(value: Json): readonly Json[] {
  return [value, ...children(value).flatMap(descendants)];
}
