import type { Growth } from "./growth.ts";
import type { MetricName } from "./observations.ts";

/** The scaler's memory of one service: plain JSON, below 20 KB, good for one item of the table. */
export interface ScalingState {
  readonly version: 1;
  /** When how many tasks began to serve, the last quarter of an hour: `[ms, tasks]`, oldest first. */
  readonly supply: readonly (readonly [number, number])[];
  readonly series: Readonly<Partial<Record<MetricName, Series>>>;
  readonly pace: Pace;
  readonly season: Season;
  /** Since when no load was seen at all, in ms. */
  readonly idleSince?: number;
}

/** What is known of the load that one target measures, in tasks' worth: 1 is a task at its limit. */
export interface Series {
  readonly periodSeconds: number;
  /** The end of the newest point, in ms. */
  readonly lastEnd: number;
  /** Unbroken loads, oldest first, the newest last. */
  readonly loads: readonly number[];
  /** By forecast (`forecasts.ts`): growth beyond it, and its average. */
  readonly growth: readonly Growth[];
  readonly average: readonly number[];
  /** Points since growth last faded. */
  readonly unfaded: number;
  /** Points until the forecast is chosen anew. */
  readonly untilChoice: number;
  readonly choice: number;
  /** Factors of growth to make room for, under the chosen forecast. */
  readonly often: number;
  readonly rare: number;
  /** Times that growth passed the rare factor, fading, and when last, in ms. */
  readonly episodes: number;
  readonly lastEpisode: number;
  /** The largest load that was measured, fading. */
  readonly peak: number;
  /** Points since the last saturated one, up to three. */
  readonly measured: number;
  /** Covariance of successive changes over the load; what swings within a point makes it negative. */
  readonly swing: number;
  readonly swingPoints: number;
}

/** How often the count has changed, beside how often the load would have had it change. */
export interface Pace {
  readonly own: number;
  readonly follower: number;
  /** The count that follows the load closely. */
  readonly followed: number;
  readonly lookedAt: number;
  readonly changedAt: number;
  readonly outAt: number;
  /** Scale-outs in quick succession, fading. */
  readonly streak: number;
  /** Seconds of the whole service wasted since the last change. */
  readonly wasteSeconds: number;
}

/** What the load was at each quarter of an hour of the week, in tenths of a task; -1 where nothing is known. */
export interface Season {
  readonly levels: readonly number[];
  /** The quarter of an hour that is being watched, counted from 1970, with its sum and number of looks. */
  readonly slot: number;
  readonly sum: number;
  readonly looks: number;
  /** Average relative error of its forecasts, and how many there were. */
  readonly error: number;
  readonly forecasts: number;
}

export const emptyState: ScalingState = {
  version: 1,
  supply: [],
  series: {},
  pace: { own: 0, follower: 0, followed: 0, lookedAt: 0, changedAt: 0, outAt: 0, streak: 0, wasteSeconds: 0 },
  season: { levels: [], slot: -1, sum: 0, looks: 0, error: 1, forecasts: 0 },
};
