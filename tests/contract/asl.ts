import { readFileSync } from "node:fs";
import { type StepKind, stepKinds } from "../../shared/steps/contract.ts";

/** A state machine as its file has it, as far as the contract reads it. */
export interface Machine {
  /** Of the machine as a whole; a branch of a Parallel state has none. */
  readonly TimeoutSeconds?: number;
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export interface State {
  readonly Type: "Task" | "Parallel" | "Choice" | "Pass" | "Fail";
  readonly Resource?: string;
  readonly Parameters?: { readonly FunctionName: string; readonly Payload: Readonly<Record<string, unknown>> };
  readonly TimeoutSeconds?: number;
  readonly ResultSelector?: Readonly<Record<string, string>>;
  readonly ResultPath?: string | null;
  readonly Retry?: readonly Readonly<Record<string, unknown>>[];
  readonly Catch?: readonly {
    readonly ErrorEquals: readonly string[];
    readonly ResultPath: string | null;
    readonly Next: string;
  }[];
  readonly Branches?: readonly Machine[];
  readonly Choices?: readonly {
    readonly Variable: string;
    readonly StringEquals?: string;
    readonly IsPresent?: true;
    readonly Next: string;
  }[];
  readonly Default?: string;
  readonly Next?: string;
  readonly End?: boolean;
}

export type NamedState = State & { readonly name: string; readonly caughtAbove: boolean };

export function readMachine(name: "deploy" | "remove"): Machine {
  const file = new URL(`../../statemachines/${name}/machine.asl.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Machine;
}

/** Every state, those inside of Parallel states too. */
export function allStates(machine: Machine, caughtAbove = false): NamedState[] {
  return Object.entries(machine.States).flatMap(([name, state]) => [
    { ...state, name, caughtAbove },
    ...(state.Branches ?? []).flatMap((branch) => allStates(branch, caughtAbove || state.Catch !== undefined)),
  ]);
}

/** `${StepLoadBalancerArn}` is the function of step `load-balancer`. */
export function kindOf(state: State): StepKind | undefined {
  return stepKinds.find((kind) => state.Parameters?.FunctionName === `\${${substitution(kind)}}`);
}

export function substitution(kind: StepKind): string {
  const parts = kind.split("-").map((part) => part.charAt(0).toUpperCase() + part.slice(1));
  return `Step${parts.join("")}Arn`;
}

export function actionOf(state: State): unknown {
  return state.Parameters?.Payload.action;
}

/** Where a state may go, without what it does about errors. */
export function successors(state: State): string[] {
  return [...(state.Choices ?? []).map(({ Next }) => Next), state.Default, state.Next].filter(
    (name) => name !== undefined,
  );
}

/** The chain of states that begins with one of them and follows `Next`. */
export function chain(machine: Machine, from: string): NamedState[] {
  const found: NamedState[] = [];
  for (let name: string | undefined = from; name !== undefined; name = machine.States[name]?.Next) {
    found.push({ ...(machine.States[name] as State), name, caughtAbove: false });
  }
  return found;
}

/** Which kinds are surely over before which others begin: pairs of `[earlier, later]`. */
export function precedences(machine: Machine): [StepKind, StepKind][] {
  const pairs: [StepKind, StepKind][] = [];
  const kindsIn = (state: State): StepKind[] => [
    ...(kindOf(state) ? [kindOf(state) as StepKind] : []),
    ...(state.Branches ?? []).flatMap((branch) => allStates(branch).flatMap((inner) => kindOf(inner) ?? [])),
  ];
  for (const state of Object.values(machine.States)) {
    for (const later of reachable(machine, state)) {
      for (const one of kindsIn(state)) for (const other of kindsIn(later)) pairs.push([one, other]);
    }
    for (const branch of state.Branches ?? []) pairs.push(...precedences(branch));
  }
  return pairs;
}

function reachable(machine: Machine, from: State, seen = new Set<string>()): State[] {
  for (const name of successors(from)) {
    if (seen.has(name)) continue;
    seen.add(name);
    reachable(machine, machine.States[name] as State, seen);
  }
  return [...seen].map((name) => machine.States[name] as State);
}

/** How many states one run enters that takes every choice as told. */
export function transitions(machine: Machine, answers: Readonly<Record<string, string>>): number {
  let count = 0;
  for (let name: string | undefined = machine.StartAt; name !== undefined; ) {
    const state: State = machine.States[name] as State;
    count += 1;
    for (const branch of state.Branches ?? []) count += transitions(branch, answers);
    const chosen = state.Choices?.find(
      ({ Variable, StringEquals }) => StringEquals !== undefined && answers[Variable] === StringEquals,
    );
    name = chosen?.Next ?? state.Default ?? state.Next;
  }
  return count;
}

/** Every path that a state reads, by its first member: `$.prepared.type` reads `prepared`. */
export function reads(state: State): string[] {
  const paths = [
    ...Object.entries(state.Parameters?.Payload ?? {}).flatMap(([key, value]) =>
      key.endsWith(".$") ? [String(value)] : [],
    ),
    // To ask whether something is there is not to read it.
    ...(state.Choices ?? []).flatMap(({ Variable, IsPresent }) => (IsPresent ? [] : [Variable])),
  ];
  return paths.filter((path) => !path.startsWith("$$.")).map(member);
}

export function member(path: string): string {
  return path.replace(/^\$\./, "").split(".")[0] ?? "";
}
