import type { Host } from "../../../edge/contract.ts";
import type { StateType } from "../language/definition.ts";
import type { Json } from "../language/json.ts";
import type { Execution, Machine, StatesState } from "../state.ts";
import { addEvent, type EventDetails, type EventType } from "./history.ts";
import { Cancelled, type Scope } from "./scope.ts";

/** What runs executions: its surroundings, and how one execution starts and stops another. */
export interface Engine {
  readonly host: Host;
  readonly state: StatesState;
  start(machine: Machine, name: string, arn: string, input: string): Execution;
  stop(execution: Execution, error?: string, cause?: string): void;
  /** Ends it as a mistake of the interpreter's does: nothing catches that. */
  die(execution: Execution, why: { error: string; cause: string }): void;
  /** Ends it as its own time limit does. */
  expire(execution: Execution): void;
}

/**
 * One line of control in an execution: the execution's own, a branch of a Parallel or an iteration of a Map.
 * `last` is the id of its latest event, to which the next one points back.
 */
export interface Thread {
  readonly engine: Engine;
  readonly execution: Execution;
  readonly scope: Scope;
  readonly parent?: Thread;
  /** What `$$.Map.Item` reads; a Map inside a Map has its own. */
  readonly item?: { readonly Index: number; readonly Value: Json };
  last: number;
  /** The state that it is in, for the events that tell what was called off. */
  current?: StateType;
  readonly children: Set<Thread>;
}

export function fork(parent: Thread, scope: Scope, last: number, item = parent.item): Thread {
  const { engine, execution } = parent;
  const thread: Thread = { engine, execution, scope, parent, last, children: new Set(), ...(item && { item }) };
  parent.children.add(thread);
  return thread;
}

/** Adds an event after the thread's last one. A thread that was called off leaves no more traces. */
export function record(thread: Thread, type: EventType, details: EventDetails = {}): number {
  if (thread.scope.cancelled) throw new Cancelled();
  thread.last = addEvent(thread.engine.host.world, thread.execution, type, thread.last, details);
  return thread.last;
}

const abortable: Partial<Record<StateType, EventType>> = {
  Task: "TaskStateAborted",
  Wait: "WaitStateAborted",
  Parallel: "ParallelStateAborted",
  Map: "MapStateAborted",
};

/** Tells that a thread which was called off was in the middle of something. All these events point to `cause`. */
export function recordAbort(thread: Thread, cause: number): void {
  for (const child of thread.children) recordAbort(child, cause);
  const type = thread.current && abortable[thread.current];
  if (type) addEvent(thread.engine.host.world, thread.execution, type, cause);
}
