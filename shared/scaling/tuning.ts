/**
 * The scaler's own constants: none belongs to a workload. What a workload is like is learned from it, into the state.
 */
export const tuning = {
  /** A target is kept within this share above it, as Kubernetes' tolerance. */
  tolerance: 0.1,
  /** CPU or memory from here on says nothing about how much more load there is. */
  saturatedPercent: 97,
  /** What a saturated reading is taken for, in multiples of what it shows. */
  saturatedFactor: 2,
  /** For how long a peak counts. Which one pays is learned. */
  holdSeconds: [120, 300, 900],
  /** Growth that comes in more than this share of all looks is always made room for. */
  oftenShare: 0.015,
  /** Growth that is rarer is made room for down to this share, but only up to `rareFactor`. */
  rareShare: 0.002,
  /** 1 / 0.625: no rare event makes calm tasks run below what the usual target of 60 % pays for anyway. */
  rareFactor: 1.6,
  /**
   * Room goes to the largest load of the last days and this margin, in whole tasks; where load is that large itself, to
   * this factor of it, once so many looks have been learned from.
   */
  record: { margin: 1.05, factor: 1.2, looks: 180 },
  /** Growth beyond `rareFactor` must have come this many times before it counts as often. */
  episodes: 1,
  /** What is supposed of a service that nobody has watched yet, in so many unseen looks. */
  unknown: { ratio: 1.7, weight: 2 },
  /** After this time an observation counts half. */
  halfLifeSeconds: 172_800,
  /** Seconds of load above what averages show, in standard deviations of what swings within a point. */
  noise: { oftenDeviations: 2.4, rareDeviations: 5, rareFactor: 1.65 },
  /** A scale-out goes this much further than needed, more if it follows another. */
  further: { calm: 0.16, room: 0.03, forgetSeconds: 300, most: 4 },
  /** A scale-in waits until this many seconds of the whole service were wasted, and leaves this much. */
  wasteSeconds: 180,
  spare: { least: 0.04, most: 0.2 },
  /** Between a change and a scale-in. */
  settleSeconds: 60,
  /** Changes, as a share of those that following the load closely would have made, and how many are free. */
  thrift: { share: 0.15, free: 4, power: 2, halfLifeSeconds: 86_400 },
  /** A forecast is believed while it was off by less than this on average. */
  season: { slotSeconds: 900, aheadSeconds: 300, believable: 0.2, slotsToLearn: 96 },
  /** Between two looks while awake, where it is not known when there is more to see. */
  lookSeconds: 20,
} as const;

/** How old a point is when it can be read: its metric's publication, not its period. */
export function delaySeconds(periodSeconds: number): number {
  return periodSeconds < 60 ? 16 : 60;
}

/** Points from the newest one until tasks that are asked for at the next look serve. */
export function horizonPoints(periodSeconds: number, provisioningSeconds: number): number {
  const waits = delaySeconds(periodSeconds) + Math.max(tuning.lookSeconds, periodSeconds) + provisioningSeconds;
  return Math.ceil(waits / periodSeconds);
}
