import type { MachineChange, MachineEdit } from "./mutant.ts";

interface State {
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  Next?: string;
  End?: boolean;
  Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
  Catch?: readonly { readonly Next: string }[];
  readonly Branches?: readonly Machine[];
}

export interface Machine {
  readonly StartAt: string;
  readonly States: Record<string, State>;
}

/** Makes an edit in a copy of a machine, and leaves out what is not reached any more. Throws where it changes nothing. */
export function editMachine<Definition extends Machine>(
  machine: Definition,
  edit: Omit<MachineEdit, "machine">,
): Definition {
  const edited = structuredClone(machine);
  const states = allStates(edited).filter(([name]) => edit.state === "*" || name === edit.state);
  for (const [, state] of states) change(state, edit.change);
  if (JSON.stringify(edited) === JSON.stringify(machine))
    throw new Error(`Nothing is changed at ${edit.state}: ${JSON.stringify(edit.change)}.`);
  leaveOutUnreached(edited);
  return edited;
}

/** Step Functions refuses a machine with a state to which nothing leads. */
function leaveOutUnreached({ StartAt, States }: Machine): void {
  const reached = new Set<string>();
  const reach = (name: string | undefined): void => {
    const state = name === undefined ? undefined : States[name];
    if (name === undefined || !state || reached.has(name)) return;
    reached.add(name);
    for (const next of [
      state.Next,
      state.Default,
      ...[...(state.Choices ?? []), ...(state.Catch ?? [])].map(({ Next }) => Next),
    ])
      reach(next);
    (state.Branches ?? []).forEach(leaveOutUnreached);
  };
  reach(StartAt);
  for (const name of Object.keys(States)) if (!reached.has(name)) delete States[name];
}

function allStates({ States }: Machine): readonly [string, State][] {
  return Object.entries(States).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...(state.Branches ?? []).flatMap(allStates),
  ]);
}

function change(state: State, wanted: MachineChange): void {
  switch (wanted.kind) {
    case "no-retry":
      if (state.Retry) state.Retry = state.Retry.filter(({ ErrorEquals }) => !ErrorEquals.includes(wanted.error));
      return;
    case "no-catch":
      delete state.Catch;
      return;
    case "next":
      delete state.End;
      state.Next = wanted.next;
      if (state.Catch) state.Catch = state.Catch.map((one) => ({ ...one, Next: wanted.next }));
      return;
    case "caught":
      if (state.Catch) state.Catch = state.Catch.map((one) => ({ ...one, Next: wanted.next }));
  }
}
