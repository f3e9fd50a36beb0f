import { errors } from "./errors.ts";
import type { Listener, Rule } from "./state.ts";

export function checkPriority(priority: number | undefined): number {
  if (priority && Number.isInteger(priority) && priority >= 1 && priority <= 50_000) return priority;
  throw errors.validation(`Rule priority '${priority}' must be in the range 1-50000`);
}

/** A listener's rules in the order in which they are tried. */
export function byPriority(listener: Listener): Rule[] {
  return [...listener.rules.values()].sort((one, other) => one.priority - other.priority);
}
