import type { AutoscalingBench, Result } from "../autoscaling.ts";

/** What Fairway must reach on a trace beside others; undefined where the trace does not ask for it. */
export interface Bars {
  /** Nobody who follows CPU on the same metrics has both less overload and fewer task-hours. */
  readonly undominated: Bar;
  /** Beside target tracking and HPA at their usual 60 %. */
  readonly usual: Bar;
  /** At most a third of KPA's actions, where it makes many. */
  readonly actions: Bar;
  /** Little above the oracle's task-hours, where the load is smooth. */
  readonly cheap: Bar;
}

export interface Bar {
  readonly holds: boolean | undefined;
  /** Those who are better, or the figure that is compared. */
  readonly evidence: string;
}

const sweptNames: readonly string[] = ["target-tracking-60s", "target-tracking-20s", "hpa", "kpa"];
const usualNames: readonly string[] = ["target-tracking-60s", "target-tracking-20s", "hpa"];
const usualTarget = 60;
/** Percent of the time. */
const wellKept = 1;
const manyActions = 30;
const actionsShare = 1 / 3;
const cheapShare = 1.15;

/** Smooth is what never changes by more than a fifth within two minutes, in which new tasks can serve. */
const smooth = { seconds: 120, factor: 1.2 } as const;

export function barsOf({ scalers }: AutoscalingBench, isSmooth: boolean): Bars {
  const fairway = scalers.find(({ name }) => name === "fairway") as Result;
  const rivals = scalers.filter(({ name, feed }) => feed === "cloudwatch" && sweptNames.includes(name));
  const usual = rivals.filter(({ name, target }) => target === usualTarget && usualNames.includes(name));
  const busiest = rivals.filter(({ name, actions }) => name === "kpa" && actions >= manyActions);
  const fewest = busiest.reduce((least, { actions }) => Math.min(least, actions), Number.POSITIVE_INFINITY);
  return {
    undominated: noneOf(rivals.filter((rival) => dominates(rival, fairway))),
    usual: noneOf(usual.filter((rival) => !isBeaten(rival, fairway))),
    actions: {
      holds: busiest.length === 0 ? undefined : fairway.actions <= actionsShare * fewest,
      evidence: busiest.length === 0 ? "" : `${fairway.actions} of ${fewest}`,
    },
    cheap: {
      holds: isSmooth ? fairway.relativeToOracle <= cheapShare : undefined,
      evidence: fairway.relativeToOracle.toFixed(3),
    },
  };
}

function noneOf(better: readonly Result[]): Bar {
  return { holds: better.length === 0, evidence: better.map(({ name, target }) => `${name} ${target} %`).join(", ") };
}

function dominates(rival: Result, fairway: Result): boolean {
  return rival.overloadPercent < fairway.overloadPercent && rival.taskHours < fairway.taskHours;
}

/** Who keeps overload within a percent of the time is beaten by no more of it with fewer tasks; others by less of it. */
function isBeaten(rival: Result, fairway: Result): boolean {
  return rival.overloadPercent <= wellKept
    ? fairway.overloadPercent <= rival.overloadPercent && fairway.taskHours < rival.taskHours
    : fairway.overloadPercent < rival.overloadPercent;
}

export function isSmooth(demand: Float64Array): boolean {
  for (let second = smooth.seconds; second < demand.length; second++) {
    const [before, after] = [demand[second - smooth.seconds] as number, demand[second] as number];
    if (Math.max(before, after) > smooth.factor * Math.min(before, after)) return false;
  }
  return true;
}
