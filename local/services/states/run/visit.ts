import type { State } from "../language/definition.ts";
import { Fault, StateFailure } from "../language/faults.ts";
import type { Json, JsonObject } from "../language/json.ts";
import { readPath } from "../language/path/read.ts";
import type { Reading } from "../language/template.ts";
import type { Thread } from "./thread.ts";

/** One stay in one state. */
export interface Visit<Kind extends State = State> {
  readonly thread: Thread;
  readonly name: string;
  readonly state: Kind;
  /** The state's input as it came, before `InputPath`. */
  readonly input: Json;
  readonly enteredEventId: number;
  readonly enteredAt: number;
  retries: number;
}

/** What a state leaves: its output, and where to go on; nowhere at an end. */
export interface Outcome {
  readonly output: Json;
  readonly next?: string;
}

/** What runs a kind of state. */
export type StateRunner<Kind extends State> = (visit: Visit<Kind>) => Outcome | Promise<Outcome>;

/** The context object, which `$$` reads. */
export function contextOf(visit: Visit, more: JsonObject = {}): JsonObject {
  const { execution, item } = visit.thread;
  return {
    Execution: {
      Id: execution.arn,
      Input: execution.data,
      Name: execution.name,
      RoleArn: execution.revision.roleArn,
      StartTime: new Date(execution.startDate).toISOString(),
      RedriveCount: execution.redriveCount,
      ...(execution.redriveDate !== undefined && { RedriveTime: new Date(execution.redriveDate).toISOString() }),
    },
    StateMachine: { Id: execution.machine.arn, Name: execution.machine.name },
    State: {
      Name: visit.name,
      EnteredTime: new Date(visit.enteredAt).toISOString(),
      RetryCount: visit.retries,
    },
    ...(item && { Map: { Item: { Index: item.Index, Value: item.Value } } }),
    ...more,
  };
}

/** What the visit's paths and templates read, with `input` for `$`. */
export function readingOf(visit: Visit, input: Json, more: JsonObject = {}): Reading {
  return { input, context: contextOf(visit, more), random: visit.thread.engine.host.world.random };
}

/** A fault of the language becomes a failure of the state in which it happened. Anything else stays what it is. */
export function asFailure(visit: Visit, error: unknown): unknown {
  if (!(error instanceof Fault)) return error;
  return new StateFailure(
    error.error,
    `An error occurred while executing the state '${visit.name}' (entered at the event id #${visit.enteredEventId}). ${error.message}`,
  );
}

/** Reads a number that a field gives, or a path in the field of the same name and `Path`. */
export function numberOf(reading: Reading, visit: Visit, field: string): number | undefined {
  const state = visit.state as unknown as Record<string, Json | undefined>;
  if (state[field] !== undefined) return state[field] as number;
  const path = state[`${field}Path`];
  if (typeof path !== "string") return undefined;
  const value = readPath(path, reading, `${field}Path`);
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw new Fault(
    `The ${field}Path parameter does not reference a non-negative integer: ${path} == ${JSON.stringify(value)}`,
  );
}
