import type { FailState } from "../../language/definition.ts";
import { Fault, StateFailure } from "../../language/faults.ts";
import { type Reading, readValue } from "../../language/template.ts";
import { readingOf, type StateRunner } from "../visit.ts";

/** Fail: fails its branch, or the execution, with an error and a cause. */
export const runFail: StateRunner<FailState> = (visit) => {
  const { Error: error, ErrorPath, Cause, CausePath } = visit.state;
  const reading = readingOf(visit, visit.input);
  throw new StateFailure(
    error ?? textAt(ErrorPath, reading, "ErrorPath"),
    Cause ?? textAt(CausePath, reading, "CausePath"),
  );
};

function textAt(path: string | undefined, reading: Reading, field: string): string | undefined {
  if (path === undefined) return undefined;
  const value = readValue(path, reading, field);
  if (typeof value !== "string")
    throw new Fault(`The field '${field}' must reference a string, not ${JSON.stringify(value)}`);
  return value;
}
