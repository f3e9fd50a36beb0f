import type { Outcome } from "./trial.ts";

/** What many runs come to: the last line of `npm run simulate`. */
export interface Total {
  readonly seeds: number;
  readonly violations: number;
  readonly commands: number;
  /** Faults that really happened, by kind. */
  readonly faults: Readonly<Record<string, number>>;
  readonly simulatedHours: number;
  readonly checks: number;
  readonly seconds: number;
}

export interface Tally {
  add(outcome: Outcome): void;
  total(): Total;
}

/** Adds up outcomes. `milliseconds` is the time of whoever waits for them. */
export function createTally(milliseconds: () => number): Tally {
  const began = milliseconds();
  const faults = new Map<string, number>();
  const sums = { seeds: 0, violations: 0, commands: 0, checks: 0, simulated: 0 };
  return {
    add({ violations, commands, checks, injected, simulatedMilliseconds }) {
      sums.seeds++;
      sums.violations += violations.length;
      sums.commands += commands;
      sums.checks += checks;
      sums.simulated += simulatedMilliseconds;
      for (const [kind, count] of injected) faults.set(kind, (faults.get(kind) ?? 0) + count);
    },
    total: () => ({
      seeds: sums.seeds,
      violations: sums.violations,
      commands: sums.commands,
      faults: Object.fromEntries([...faults].sort()),
      simulatedHours: Math.round(sums.simulated / 36_000) / 100,
      checks: sums.checks,
      seconds: Math.round((milliseconds() - began) / 100) / 10,
    }),
  };
}
