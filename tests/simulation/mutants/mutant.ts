import type { Errand } from "../errands.ts";

/** A fragment of a source file, which stands there exactly once, and what stands there instead. */
export interface Edit {
  /** From the root of the tree. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A change to a state of one of the machines; `*` stands for all states of the machine. */
export interface MachineEdit {
  readonly machine: "deploy" | "remove";
  readonly state: string;
  readonly change: MachineChange;
}

export type MachineChange =
  /** Errors of this name are not tried again. */
  | { readonly kind: "no-retry"; readonly error: string }
  /** Nothing is caught: what fails here ends the execution. */
  | { readonly kind: "no-catch" }
  /** Another state comes next, where it succeeds and where it is caught. */
  | { readonly kind: "next"; readonly next: string }
  /** Another state comes next where it is caught. */
  | { readonly kind: "caught"; readonly next: string };

/** The code with one guard broken. A run of the simulator must find it. */
export interface Mutant {
  readonly name: string;
  /** `named`: a bug that someone reported of a tool of this kind. `guard`: something of ours that no report names. */
  readonly kind: "named" | "guard";
  /** Where a named bug was reported. */
  readonly report?: string;
  /** One sentence: what happens without the guard. */
  readonly guards: string;
  readonly edits?: readonly Edit[];
  readonly machine?: readonly MachineEdit[];
  /** Runs that are likely to show it; tried first. */
  readonly hunt?: readonly Errand[];
  /** A part of the names of the calls at which a fault is likely to show it; these are tried first. */
  readonly aim?: string;
}

/**
 * A mutant that no run can tell from the code as it is, and why: another guard does the same, or these worlds have no
 * such thing. It is not counted.
 */
export interface Equivalent extends Mutant {
  readonly why: string;
}

/** Makes the edit in a file's text. Throws where the guard has moved. */
export function applyEdit(text: string, { file, from, to }: Edit): string {
  const [before, after, ...more] = text.split(from);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${file} does not hold this exactly once: ${from}`);
  return `${before}${to}${after}`;
}
