import type { EditName } from "./edits.ts";

/**
 * What can go wrong at a call to AWS. Each is data: where, and what; the rest follows from the seed.
 *
 * `crash-before` and `crash-after` end the function's process (after: the effect happened, its result was not written
 * down); `run-twice` begins the same invocation once more, beside the first or so many seconds after that began;
 * `changed-by-others` lets a person delete or edit, behind our back, what the call has just made.
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

/**
 * `holder-dies` is several of those at once: whoever holds the service's lease dies in mid-call, its execution is
 * stopped, and the call lands when another one may have begun.
 */
export const compoundFaultKinds = ["holder-dies"] as const;

export type CallFaultKind = (typeof callFaultKinds)[number] | (typeof compoundFaultKinds)[number];

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

/** What befalls the account by itself, at a time of its own. */
export const mishapKinds = [
  "spot-interrupted",
  "no-capacity",
  "execution-stopped",
  "execution-timed-out",
  "execution-died",
  "image-vanished",
  "edited",
] as const;

export type MishapKind = (typeof mishapKinds)[number];

export type FaultKind = CallFaultKind | EventFaultKind | TaskFaultKind | MishapKind;

export const faultKinds: readonly FaultKind[] = [
  ...callFaultKinds,
  ...compoundFaultKinds,
  ...eventFaultKinds,
  ...taskFaultKinds,
  ...mishapKinds,
];

/** A call of a function: `step-service` calling `ecs:CreateService`. */
export interface CallSite {
  readonly function: string;
  readonly call: string;
}

/** One thing that goes wrong: at the `nth` (from 1) call, event or container of its kind since faults began. */
export type Fault =
  | { readonly kind: CallFaultKind; readonly at: CallSite; readonly nth: number; readonly seconds: number }
  | { readonly kind: EventFaultKind; readonly to: string; readonly nth: number; readonly seconds: number }
  | { readonly kind: TaskFaultKind; readonly nth: number; readonly count: number }
  | Mishap;

/** So many seconds after faults began, for `seconds` where it stays; `service` is whose, where it is someone's. */
export interface Mishap {
  readonly kind: MishapKind;
  readonly service: string;
  readonly after: number;
  readonly seconds: number;
  /** Which one has `no-capacity`; all, unless told. */
  readonly provider?: "FARGATE_SPOT";
  /** What a person does, where it is `edited`. */
  readonly edit?: EditName;
}

export function isCallFault(fault: Fault): fault is Extract<Fault, { at: CallSite }> {
  return "at" in fault;
}

export function isEventFault(fault: Fault): fault is Extract<Fault, { to: string }> {
  return "to" in fault;
}

export function isMishap(fault: Fault): fault is Mishap {
  return "after" in fault;
}

export function isTaskFault(fault: Fault): fault is Extract<Fault, { kind: TaskFaultKind }> {
  return "count" in fault;
}

/** One line for a person: `answer-lost at step-service ecs:CreateService #1`. */
export function describeFault(fault: Fault): string {
  if (isCallFault(fault))
    return `${fault.kind} at ${fault.at.function} ${fault.at.call} #${fault.nth}, ${fault.seconds} s`;
  if (isEventFault(fault)) return `${fault.kind} to ${fault.to} #${fault.nth}, ${fault.seconds} s`;
  if (isTaskFault(fault)) return `${fault.kind} from container #${fault.nth}, ${fault.count} of them`;
  const { kind, service, after, seconds, edit } = fault;
  return `${kind}${edit === undefined ? "" : ` (${edit})`} of ${service} after ${after} s, for ${seconds} s`;
}
