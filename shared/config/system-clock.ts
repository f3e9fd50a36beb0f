import type { Clock } from "../ports/clock.ts";

/** The time of day, for functions that run in earnest. */
export const systemClock: Clock = { now: () => Date.now() };
