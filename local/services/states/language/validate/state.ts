import type { StateType } from "../definition.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { parseResource } from "../resource.ts";
import { checkRule } from "./choices.ts";
import type { Report } from "./diagnostic.ts";
import { catcherFields, missingFields, retrierFields, stateFields } from "./fields.ts";
import { checkFields } from "./values.ts";

type CheckMachine = (machine: unknown, location: string) => void;

/** Checks one state by itself: its fields, its way out, and the machines inside it. */
export function checkState(state: unknown, location: string, report: Report, checkMachine: CheckMachine): void {
  if (!isObject(state)) {
    report(location, "Expected value of type Object");
    return;
  }
  const { Type: type } = state;
  if (typeof type !== "string" || !Object.hasOwn(stateFields, type)) {
    report(`${location}/Type`, `Value must be one of [${Object.keys(stateFields).join(", ")}]`);
    return;
  }
  checkFields(state, stateFields[type as StateType], missingFields, location, report);
  if (!["Choice", "Succeed", "Fail"].includes(type)) checkWayOut(state, location, report);
  checkErrorHandlers(state, location, report);
  rules[type as StateType]?.(state, location, report, checkMachine);
}

function checkWayOut(state: JsonObject, location: string, report: Report): void {
  const ways = [state.Next !== undefined, state.End === true].filter(Boolean).length;
  if (ways !== 1) report(location, "Exactly one of these fields is required: [Next, End]");
}

function checkErrorHandlers(state: JsonObject, location: string, report: Report): void {
  const lists = { Retry: retrierFields, Catch: catcherFields };
  for (const [field, fields] of Object.entries(lists)) {
    const list = state[field];
    if (!Array.isArray(list)) continue;
    for (const [index, entry] of list.entries()) {
      const at = `${location}/${field}[${index}]`;
      if (!isObject(entry)) {
        report(at, "Expected value of type Object");
        continue;
      }
      checkFields(entry, fields, missingFields, at, report);
      checkErrorNames(entry, at, index === list.length - 1, report);
      if (field === "Catch" && typeof entry.Next !== "string") report(at, "These fields are required: [Next]");
      if (typeof entry.BackoffRate === "number" && entry.BackoffRate < 1)
        report(`${at}/BackoffRate`, "Value must be at least 1");
      if (entry.JitterStrategy !== undefined && !["FULL", "NONE"].includes(String(entry.JitterStrategy)))
        report(`${at}/JitterStrategy`, "Value must be one of [FULL, NONE]");
    }
  }
}

function checkErrorNames(entry: JsonObject, location: string, last: boolean, report: Report): void {
  const names = entry.ErrorEquals;
  if (!Array.isArray(names) || names.length === 0 || names.some((name) => typeof name !== "string")) {
    report(`${location}/ErrorEquals`, "Expected a non-empty Array of error names");
    return;
  }
  if (names.includes("States.ALL") && (names.length > 1 || !last))
    report(`${location}/ErrorEquals`, "States.ALL must appear alone, and in the last entry");
}

const rules: Partial<
  Record<StateType, (state: JsonObject, location: string, report: Report, checkMachine: CheckMachine) => void>
> = {
  Task(state, location, report) {
    if (typeof state.Resource !== "string") {
      report(location, "These fields are required: [Resource]");
      return;
    }
    if (!parseResource(state.Resource))
      report(`${location}/Resource`, "Value is not a valid resource ARN that this cloud knows");
    for (const field of ["TimeoutSeconds", "HeartbeatSeconds"])
      if (state[field] !== undefined && state[`${field}Path`] !== undefined)
        report(location, `At most one of these fields may be given: [${field}, ${field}Path]`);
    if (Number(state.HeartbeatSeconds) >= Number(state.TimeoutSeconds))
      report(`${location}/HeartbeatSeconds`, "Value must be smaller than TimeoutSeconds");
  },
  Choice(state, location, report) {
    const { Choices: choices } = state;
    if (!Array.isArray(choices) || choices.length === 0) {
      report(`${location}/Choices`, "Expected a non-empty Array");
      return;
    }
    for (const [index, rule] of choices.entries()) checkRule(rule, `${location}/Choices[${index}]`, report);
  },
  Wait(state, location, report) {
    const fields = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];
    if (fields.filter((field) => state[field] !== undefined).length !== 1)
      report(location, `Exactly one of these fields is required: [${fields.join(", ")}]`);
  },
  Fail(state, location, report) {
    for (const field of ["Error", "Cause"])
      if (state[field] !== undefined && state[`${field}Path`] !== undefined)
        report(location, `At most one of these fields may be given: [${field}, ${field}Path]`);
  },
  Parallel(state, location, report, checkMachine) {
    const { Branches: branches } = state;
    if (!Array.isArray(branches) || branches.length === 0) {
      report(`${location}/Branches`, "Expected a non-empty Array");
      return;
    }
    for (const [index, branch] of branches.entries()) checkMachine(branch, `${location}/Branches[${index}]`);
  },
  Map(state, location, report, checkMachine) {
    const given = ["ItemProcessor", "Iterator"].filter((field) => state[field] !== undefined);
    if (given.length !== 1) {
      report(location, "Exactly one of these fields is required: [ItemProcessor, Iterator]");
      return;
    }
    if (state.ItemSelector !== undefined && state.Parameters !== undefined)
      report(location, "At most one of these fields may be given: [ItemSelector, Parameters]");
    const field = given[0] as string;
    checkMachine(state[field], `${location}/${field}`);
  },
};

/** Where a state may lead: by `Next`, `Default`, the rules of a Choice and its catchers. */
export function targetsOf(state: Json | undefined): { target: string; field: string }[] {
  if (!isObject(state)) return [];
  const targets: { target: string; field: string }[] = [];
  const add = (target: Json | undefined, field: string): void => {
    if (typeof target === "string") targets.push({ target, field });
  };
  add(state.Next, "Next");
  add(state.Default, "Default");
  for (const field of ["Choices", "Catch"]) {
    const list = state[field];
    if (!Array.isArray(list)) continue;
    for (const [index, entry] of list.entries()) if (isObject(entry)) add(entry.Next, `${field}[${index}]/Next`);
  }
  return targets;
}
