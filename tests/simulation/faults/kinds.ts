/**
 * What can go wrong at a call to AWS. Each is data: where, and what; the rest follows from the seed.
 *
 * `crash-before` and `crash-after` end the function's process (after: the effect happened, its result was not written
 * down); `run-twice` begins the same invocation once more beside the first; `changed-by-others` lets a person delete
 * or edit, behind our back, what the call has just made.
 */
export const callFaultKinds = [
  "throttled",
  "server-error",
  "answer-lost",
  "lands-late",
  "denied",
  "not-visible-yet",
  "stale-read",
  "crash-before",
  "crash-after",
  "run-twice",
  "over-limit",
  "changed-by-others",
] as const;

export type CallFaultKind = (typeof callFaultKinds)[number];

/** What can go wrong with an event on its way to a function. */
export const eventFaultKinds = ["event-lost", "event-twice", "event-late", "event-overtaken"] as const;

export type EventFaultKind = (typeof eventFaultKinds)[number];

/** What can go wrong with the containers themselves. */
export const taskFaultKinds = [
  "never-healthy",
  "never-listens",
  "exits-on-start",
  "crashes-later",
  "out-of-memory",
  "ignores-stop",
  "killed",
] as const;

export type TaskFaultKind = (typeof taskFaultKinds)[number];

export type FaultKind = CallFaultKind | EventFaultKind | TaskFaultKind;

/** A call of a function: `step-service` calling `ecs:CreateService`. */
export interface CallSite {
  readonly function: string;
  readonly call: string;
}

/** One thing that goes wrong: at the `nth` (from 1) call, event or container of its kind since faults began. */
export type Fault =
  | { readonly kind: CallFaultKind; readonly at: CallSite; readonly nth: number; readonly seconds: number }
  | { readonly kind: EventFaultKind; readonly to: string; readonly nth: number; readonly seconds: number }
  | { readonly kind: TaskFaultKind; readonly nth: number; readonly count: number };

export function isCallFault(fault: Fault): fault is Extract<Fault, { at: CallSite }> {
  return "at" in fault;
}

export function isEventFault(fault: Fault): fault is Extract<Fault, { to: string }> {
  return "to" in fault;
}

export function isTaskFault(fault: Fault): fault is Extract<Fault, { kind: TaskFaultKind }> {
  return !isCallFault(fault) && !isEventFault(fault);
}

/** One line for a person: `answer-lost at step-service ecs:CreateService #1`. */
export function describeFault(fault: Fault): string {
  if (isCallFault(fault))
    return `${fault.kind} at ${fault.at.function} ${fault.at.call} #${fault.nth}, ${fault.seconds} s`;
  if (isEventFault(fault)) return `${fault.kind} to ${fault.to} #${fault.nth}, ${fault.seconds} s`;
  return `${fault.kind} from container #${fault.nth}, ${fault.count} of them`;
}
