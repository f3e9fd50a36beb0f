import type { World } from "../../../world/world.ts";
import { StateFailure } from "../language/faults.ts";
import type { Json } from "../language/json.ts";
import type { Execution, HistoryEvent } from "../state.ts";

/** The quota of events in an execution's history. The last one is kept for the event that ends it. */
export const maximumEvents = 25_000;

export type EventType = NonNullable<HistoryEvent["type"]>;
export type EventDetails = Partial<Omit<HistoryEvent, "id" | "previousEventId" | "timestamp" | "type">>;

const endings: ReadonlySet<string> = new Set([
  "ExecutionSucceeded",
  "ExecutionFailed",
  "ExecutionTimedOut",
  "ExecutionAborted",
]);

/** Adds an event to an execution's history and returns its id. Fails the execution when the history is full. */
export function addEvent(
  world: World,
  execution: Execution,
  type: EventType,
  previousEventId: number,
  details: EventDetails = {},
): number {
  const { history } = execution;
  if (history.length >= maximumEvents - 1 && !endings.has(type))
    throw new StateFailure(
      "States.Runtime",
      `The execution reached the maximum number of history events (${maximumEvents}).`,
    );
  const id = history.length + 1;
  history.push({ timestamp: new Date(world.clock.now()), type, id, previousEventId, ...details });
  return id;
}

/** A payload as events hold it: JSON text, and that it is whole. */
export function asInput(value: Json): { input: string; inputDetails: { truncated: boolean } } {
  return { input: JSON.stringify(value), inputDetails: { truncated: false } };
}

export function asOutput(value: Json): { output: string; outputDetails: { truncated: boolean } } {
  return { output: JSON.stringify(value), outputDetails: { truncated: false } };
}

/** An error and its cause, left out where there is none. */
export function asError(failure: { error?: string; reason?: string }): { error?: string; cause?: string } {
  return {
    ...(failure.error !== undefined && { error: failure.error }),
    ...(failure.reason !== undefined && { cause: failure.reason }),
  };
}
