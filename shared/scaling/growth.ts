/**
 * What has been seen of how far load outgrows a forecast before new tasks can serve: a histogram of
 * `load that came / load forecast`. Plain numbers, so that it can be kept as JSON; the last bins that are empty are
 * left out.
 */
export type Growth = readonly number[];

const bins = 64;
const lowest = 0.9;
/** Each bin is 4.5 % wide: from 0.9 to 15 times the forecast. */
const width = Math.log(1.045);

export const noGrowth: Growth = [];

export function binOf(ratio: number): number {
  if (!(ratio > lowest)) return 0;
  return Math.min(bins - 1, Math.floor(Math.log(ratio / lowest) / width));
}

/** The growth with one more ratio seen. */
export function withRatio(growth: Growth, ratio: number): Growth {
  const bin = binOf(ratio);
  const next = growth.slice();
  while (next.length <= bin) next.push(0);
  next[bin] = (next[bin] as number) + 1;
  return next;
}

/** The growth with everything seen counting for less; what counts for nothing any more is forgotten. */
export function faded(growth: Growth, factor: number): Growth {
  const next = growth.map((weight) => Math.round(weight * factor * 1000) / 1000);
  while (next.length > 0 && next.at(-1) === 0) next.pop();
  return next;
}

export function weightOf(growth: Growth): number {
  return growth.reduce((sum, weight) => sum + weight, 0);
}

/** The smallest ratio that all but `share` of what was seen, and of what is supposed unseen, stays under. */
export function quantile(
  growth: Growth,
  share: number,
  unseen: { readonly ratio: number; readonly weight: number } = { ratio: 1, weight: 0 },
): number {
  const allowed = share * (weightOf(growth) + unseen.weight);
  const unseenBin = binOf(unseen.ratio);
  let above = 0;
  for (let bin = bins - 1; bin > 0; bin--) {
    above += (growth[bin] ?? 0) + (bin === unseenBin ? unseen.weight : 0);
    if (above > allowed) return upperEdge(bin);
  }
  return upperEdge(0);
}

function upperEdge(bin: number): number {
  return lowest * Math.exp((bin + 1) * width);
}
