import type { Fault } from "./faults/kinds.ts";
import { type Outcome, runTrial, type Trial } from "./trial.ts";

/** Leaves out one fault after the other, as long as the same invariant still does not hold. */
export async function shrink(trial: Trial, outcome: Outcome): Promise<{ trial: Trial; outcome: Outcome }> {
  const wanted = outcome.violations[0]?.invariant;
  let smallest = { trial, outcome };
  for (const fault of trial.faults) {
    const faults: readonly Fault[] = smallest.trial.faults.filter((one) => one !== fault);
    const candidate = { ...smallest.trial, faults };
    const tried = await runTrial(candidate).catch(() => undefined);
    if (tried?.violations.some(({ invariant }) => invariant === wanted))
      smallest = { trial: candidate, outcome: tried };
  }
  return smallest;
}
