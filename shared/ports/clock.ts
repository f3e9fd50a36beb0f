/** The time, as everything of ours is given it: milliseconds since the epoch. */
export interface Clock {
  now(): number;
}
