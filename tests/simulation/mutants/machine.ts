import type { MachineChange, MachineEdit } from "./mutant.ts";

interface State {
  Next?: string;
  End?: boolean;
  Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
  Catch?: readonly { readonly Next: string }[];
  readonly Branches?: readonly Machine[];
}

export interface Machine {
  readonly States: Readonly<Record<string, State>>;
}

/** Makes an edit in a copy of a machine. Throws where it changes nothing. */
export function editMachine<Definition extends Machine>(
  machine: Definition,
  edit: Omit<MachineEdit, "machine">,
): Definition {
  const edited = structuredClone(machine);
  const states = allStates(edited).filter(([name]) => edit.state === "*" || name === edit.state);
  for (const [, state] of states) change(state, edit.change);
  if (JSON.stringify(edited) === JSON.stringify(machine))
    throw new Error(`Nothing is changed at ${edit.state}: ${JSON.stringify(edit.change)}.`);
  return edited;
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
