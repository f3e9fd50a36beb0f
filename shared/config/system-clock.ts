import type { Clock } from "../ports/clock.ts";
import type { Sleep } from "../ports/sleep.ts";

/** The time of day, for functions that run in earnest. */
export const systemClock: Clock = { now: () => Date.now() };

/** Waits in earnest. */
export const systemSleep: Sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
