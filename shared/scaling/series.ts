import { forecast, forecastCount, holdPoints, memoryPoints } from "./forecasts.ts";
import { faded, noGrowth, quantile, weightOf, withRatio } from "./growth.ts";
import type { Series } from "./state.ts";
import { tuning } from "./tuning.ts";

const pointsBetweenChoices = 15;
const pointsBetweenFadings = 45;
/** Below this much of a task, growth is arithmetic and not load. */
const leastForecast = 0.05;

export function beginSeries(periodSeconds: number): Series {
  return {
    periodSeconds,
    lastEnd: 0,
    loads: [],
    growth: Array.from({ length: forecastCount }, () => noGrowth),
    average: Array.from({ length: forecastCount }, () => 0),
    unfaded: 0,
    untilChoice: 0,
    choice: 0,
    often: tuning.unknown.ratio,
    rare: 1,
    episodes: 0,
    lastEpisode: 0,
    peak: 0,
    measured: 0,
    swing: 0,
    swingPoints: 0,
  };
}

/** The series with one more load, learned from: what came beyond what was forecast `horizon` points ago. */
export function learn(
  series: Series,
  { endsAt, load, seen }: { readonly endsAt: number; readonly load: number; readonly seen: number },
  horizon: number,
): Series {
  const { periodSeconds } = series;
  const broken = endsAt > series.lastEnd + periodSeconds * 1500;
  const kept = broken ? [] : series.loads.slice(-(memoryPoints(periodSeconds, horizon) - 1));
  const loads = [...kept, Math.round(load * 10_000) / 10_000];
  const next = {
    ...series,
    loads,
    lastEnd: endsAt,
    peak: Math.max(seen, series.peak * halved(periodSeconds, tuning.halfLifeSeconds)),
    ...learnSwing(series, loads, load > seen),
    ...learnGrowth(series, loads, endsAt, horizon),
  };
  if (series.untilChoice > 0) return { ...next, untilChoice: series.untilChoice - 1 };
  return {
    ...next,
    ...choose(next, horizon),
    untilChoice: loads.length < pointsBetweenChoices ? 0 : pointsBetweenChoices - 1,
  };
}

function learnGrowth(series: Series, loads: readonly number[], endsAt: number, horizon: number) {
  const { periodSeconds, choice } = series;
  const at = loads.length - 1 - horizon;
  if (at < 0) return {};
  const came = Math.max(...loads.slice(at + 1));
  const growth = [...series.growth];
  const average = [...series.average];
  let episodes = series.episodes * halved(periodSeconds, tuning.halfLifeSeconds);
  let lastEpisode = series.lastEpisode;
  for (let index = 0; index < forecastCount; index++) {
    const said = Math.max(leastForecast, forecast(index, loads, at, periodSeconds, horizon));
    if (index === choice && came > tuning.rareFactor * said) {
      if (endsAt > lastEpisode + 300_000) episodes++;
      lastEpisode = endsAt;
    }
    // A forecast whose window was not yet full says too little, and not for lack of foresight.
    if (at + 1 < holdPoints(index, periodSeconds)) continue;
    growth[index] = withRatio(growth[index] as number[], came / said);
    const share = Math.max(1 / weightOf(growth[index] as number[]), periodSeconds / tuning.halfLifeSeconds);
    average[index] = (average[index] as number) + share * (said - (average[index] as number));
  }
  const fades = series.unfaded + 1 >= pointsBetweenFadings;
  const factor = halved(pointsBetweenFadings * periodSeconds, tuning.halfLifeSeconds);
  return {
    growth: fades ? growth.map((each) => faded(each, factor)) : growth,
    average,
    unfaded: fades ? 0 : series.unfaded + 1,
    episodes,
    lastEpisode,
  };
}

/**
 * What swings within a point shows itself as successive changes that cancel each other: of a level plus noise, their
 * covariance is minus the noise's variance; of a slope or a random walk it is not negative. What a saturated point is
 * taken for is a guess, and swings by itself.
 */
function learnSwing(series: Series, loads: readonly number[], saturated: boolean) {
  const measured = saturated ? 0 : Math.min(3, loads.length, series.measured + 1);
  if (measured < 3) return { measured };
  const [first, second, third] = loads.slice(-3) as [number, number, number];
  const level = Math.max(0.1, (first + second + third) / 3);
  const points = Math.min(360, series.swingPoints + 1);
  const swing = series.swing + (((third - second) * (second - first)) / level - series.swing) / points;
  return { measured, swing, swingPoints: points };
}

/** Takes the forecast whose room for growth costs the fewest tasks on average. */
function choose(series: Series, horizon: number) {
  const { loads, periodSeconds } = series;
  let [choice, often, rare, least] = [series.choice, series.often, series.rare, Number.POSITIVE_INFINITY];
  for (let index = 0; index < forecastCount; index++) {
    const growth = series.growth[index] as number[];
    const known = weightOf(growth) > 0;
    const oftenHere = quantile(growth, tuning.oftenShare, tuning.unknown);
    const bounded = series.episodes < tuning.episodes - 0.5 ? Math.min(oftenHere, tuning.rareFactor) : oftenHere;
    const rareHere = known ? quantile(growth, tuning.rareShare) : 1;
    const factor = Math.max(bounded, Math.min(rareHere, tuning.rareFactor), 1.25);
    const average = known
      ? (series.average[index] as number)
      : forecast(index, loads, loads.length - 1, periodSeconds, horizon);
    // The one that is in use is left only for one that is clearly better.
    const cost = average * factor * (index === series.choice ? 0.97 : 1);
    if (cost < least) [choice, often, rare, least] = [index, bounded, rareHere, cost];
  }
  return { choice, often, rare };
}

/** What is left of a weight after so many seconds. */
export function halved(seconds: number, halfLifeSeconds: number): number {
  return 2 ** (-seconds / halfLifeSeconds);
}
