import { isObject, type JsonObject } from "../json.ts";
import type { Report } from "./diagnostic.ts";
import { machineFields } from "./fields.ts";
import { checkState, targetsOf } from "./state.ts";
import { checkFields } from "./values.ts";

/** Checks a machine, a branch or an item processor: its states, and that each leads to others and is led to. */
export function checkMachine(machine: unknown, location: string, seen: Set<string>, report: Report): void {
  const place = location || "/";
  if (!isObject(machine)) {
    report(place, "Definition must be a valid JSON object");
    return;
  }
  const required = ["States", "StartAt"].filter((field) => machine[field] === undefined);
  if (required.length > 0) {
    report(place, `These fields are required: [${required.join(", ")}]`);
    return;
  }
  checkFields(machine, machineFields, {}, location, report);
  checkQueryLanguage(machine, location, report);
  const { States: states, StartAt: first, ProcessorConfig: processor } = machine;
  if (isObject(processor) && processor.Mode === "DISTRIBUTED")
    report(`${location}/ProcessorConfig/Mode`, "Distributed Map is not implemented by this cloud; use INLINE");
  if (!isObject(states) || typeof first !== "string") return;
  if (Object.keys(states).length === 0) {
    report(`${location}/States`, "States must have at least one state");
    return;
  }
  if (!Object.hasOwn(states, first))
    report(`${location}/StartAt`, `Missing 'Next' target: ${first}`, "MISSING_TRANSITION_TARGET");
  for (const [name, state] of Object.entries(states)) {
    const at = `${location}/States/${name}`;
    if (name.length > 80) report(at, "State names must have at most 80 characters");
    if (seen.has(name)) report(at, `Duplicate State name: ${name}`, "DUPLICATE_STATE_NAME");
    seen.add(name);
    checkState(state, at, report, (inner, innerLocation) => checkMachine(inner, innerLocation, seen, report));
    if (isObject(state)) checkQueryLanguage(state, at, report);
  }
  checkTransitions(states, first, location, report);
}

function checkTransitions(states: JsonObject, first: string, location: string, report: Report): void {
  const reached = new Set<string>();
  const open = [first];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name) || !Object.hasOwn(states, name)) continue;
    reached.add(name);
    open.push(...targetsOf(states[name]).map(({ target }) => target));
  }
  for (const [name, state] of Object.entries(states)) {
    if (!reached.has(name))
      report(`${location}/States/${name}`, `State "${name}" is not reachable.`, "MISSING_TRANSITION_TARGET");
    for (const { target, field } of targetsOf(state))
      if (!Object.hasOwn(states, target))
        report(`${location}/States/${name}/${field}`, `Missing 'Next' target: ${target}`, "MISSING_TRANSITION_TARGET");
  }
}

function checkQueryLanguage(object: JsonObject, location: string, report: Report): void {
  const { QueryLanguage } = object;
  if (QueryLanguage !== undefined && QueryLanguage !== "JSONPath")
    report(
      `${location}/QueryLanguage`,
      `The query language '${String(QueryLanguage)}' is not implemented by this cloud; use JSONPath`,
    );
}
