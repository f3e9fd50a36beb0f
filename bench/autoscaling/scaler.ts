/**
 * How the simulator and a scaler talk. Every scaler sees the same world: what its feed shows of it, how many tasks serve
 * and how many are wanted.
 */
export interface Scaler {
  readonly name: string;
  /** Percent of a task's capacity that it aims at; none where it aims at nothing. */
  readonly target: number | null;
  readonly feed: "cloudwatch" | "own" | "none";
  readonly metric: Metric;
  /** Seconds between two looks, from second 0 on. */
  readonly everySeconds: number;
  /** Seconds that each look comes after the feed's period, for a scaler that looks when a point has come. */
  readonly offsetSeconds?: number;
  /** Starts a run from nothing. */
  start(initial: number, bounds: Bounds): Run;
}

/** A point covers `periodSeconds` and can be seen `lagSeconds` after its end. */
export interface Metric {
  readonly periodSeconds: number;
  readonly lagSeconds: number;
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

export interface Run {
  /** The count wanted from now on. */
  look(view: View): number;
  /** Called when tasks that were starting begin to serve; only scalers that hear of task events have it. */
  taskEvent?(view: View): number;
}

export interface View {
  /** Seconds since the trace began. */
  now: number;
  /** Tasks that serve. */
  ready: number;
  /** Tasks that serve or start. */
  desired: number;
  /** Points that could be seen since the last look, oldest first. Valid until the look ends. */
  points: Point[];
  /** Load of this very second in tasks at 100 %, for what scrapes its tasks itself. */
  liveLoad: number;
}

export interface Point {
  /** The second after the last one that it covers. */
  readonly end: number;
  /** Average CPU of the tasks that served, as a share of one; it cannot pass 1. */
  readonly cpu: number;
  /** Average number of tasks that served. */
  readonly ready: number;
}
