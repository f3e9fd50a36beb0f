import type { Scaler } from "./scaler.ts";
import { simulate } from "./simulate.ts";

const tasks = 10;
const stepAt = 3600;
const watchedSeconds = 1800;
/** The step comes this many seconds after the full minute, to be early and late in everyone's period. */
const phases = [0, 7, 14, 21, 28, 35, 42, 49, 56];

/**
 * Seconds from a step of 50 to 95 % until the first scale-out, averaged over when in a minute it comes. Ten tasks, which
 * are also the fewest allowed, have run at 50 % for an hour, so that everyone has settled and Fairway sleeps. Null
 * where nothing happens within half an hour.
 */
export function stepReactionSeconds(scaler: Scaler): number | null {
  const reactions = phases.map((phase) => reactionAt(scaler, stepAt + phase));
  if (reactions.some((seconds) => seconds === null)) return null;
  const sum = reactions.reduce<number>((total, seconds) => total + (seconds as number), 0);
  return Math.round((10 * sum) / phases.length) / 10;
}

/** The same for one moment of the step. */
export function reactionAt(scaler: Scaler, second: number): number | null {
  const demand = Float64Array.from({ length: second + watchedSeconds }, (_, now) => tasks * (now < second ? 50 : 95));
  const world = { demand, capacityPerTask: 100, initial: tasks, bounds: { min: tasks, max: 10 * tasks } };
  const { desired } = simulate(scaler, world);
  const out = desired.findIndex((count, now) => now >= second && count > tasks);
  return out < 0 ? null : out - second;
}
