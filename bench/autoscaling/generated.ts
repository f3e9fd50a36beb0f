import { type Random, seededRandom } from "../../local/world/random.ts";

/** A trace of our own: a demand for each second, whose height only counts relative to its peak. */
export interface Generated {
  readonly name: string;
  readonly demand: Float64Array;
}

export const hourSeconds = 3600;
export const daySeconds = 86_400;

export function demandOf(seconds: number, at: (second: number) => number): Float64Array {
  return Float64Array.from({ length: seconds }, (_, second) => Math.max(0, at(second)));
}

export const sine = (seconds: number, periodSeconds: number, swing = 40) =>
  demandOf(seconds, (second) => 60 - swing * Math.cos((2 * Math.PI * second) / periodSeconds));

export const step = (seconds: number, at: number, from: number, to: number) =>
  demandOf(seconds, (second) => (second < at ? from : to));

export const spikes = (seconds: number, everySeconds: number, lengthSeconds: number, low = 30) =>
  demandOf(seconds, (second) => (second % everySeconds < lengthSeconds ? 100 : low));

/** Up for `riseSeconds`, then down for as long, again and again. */
export const ramps = (seconds: number, riseSeconds: number, low = 20) =>
  demandOf(seconds, (second) => {
    const at = (second / riseSeconds) % 2;
    return low + (100 - low) * (at < 1 ? at : 2 - at);
  });

/** A level for `levelSeconds` each, drawn between `low` and 100. */
export function steps(seconds: number, levelSeconds: number, random: Random, low = 15): Float64Array {
  const levels = Array.from({ length: Math.ceil(seconds / levelSeconds) }, () => low + (100 - low) * random.next());
  return demandOf(seconds, (second) => levels[Math.floor(second / levelSeconds)] as number);
}

/** Spikes at moments that nobody can foresee, `aDay` of them on average. */
export function surprises(seconds: number, aDay: number, lengthSeconds: number, random: Random): Float64Array {
  const demand = demandOf(seconds, () => 30);
  for (let count = 0; count < (aDay * seconds) / daySeconds; count++) {
    const from = Math.floor(random.next() * seconds);
    demand.fill(100, from, from + lengthSeconds);
  }
  return demand;
}

/** What is drawn anew every `gridSeconds`, linear between: each second is `share` of it up or down on average. */
export function noisy(demand: Float64Array, gridSeconds: number, share: number, random: Random): Float64Array {
  const grid = Array.from({ length: Math.ceil(demand.length / gridSeconds) + 2 }, () => 2 * random.next() - 1);
  return demand.map((load, second) => {
    const at = Math.floor(second / gridSeconds);
    const part = second / gridSeconds - at;
    const swing = (grid[at] as number) * (1 - part) + (grid[at + 1] as number) * part;
    return Math.max(0, load * (1 + 2 * share * swing));
  });
}

/** Those which the scaler's constants were chosen with. */
export function generatedTraces(): Generated[] {
  return [
    { name: "day-sine", demand: sine(2 * daySeconds, daySeconds) },
    { name: "hour-sine", demand: sine(daySeconds / 2, hourSeconds) },
    { name: "noisy-day-sine", demand: noisy(sine(2 * daySeconds, daySeconds), 60, 0.1, seededRandom(11)) },
    { name: "one-step", demand: step(4 * hourSeconds, hourSeconds, 50, 95) },
    { name: "hourly-steps", demand: steps(daySeconds, hourSeconds, seededRandom(12)) },
    { name: "ten-minute-steps", demand: steps(daySeconds / 2, 600, seededRandom(13)) },
    { name: "hour-ramps", demand: ramps(daySeconds, hourSeconds) },
    { name: "ten-minute-ramps", demand: ramps(daySeconds / 2, 600) },
    { name: "half-hourly-spikes", demand: spikes(daySeconds / 2, 1800, 300) },
    { name: "hourly-spikes-of-a-minute", demand: spikes(daySeconds, hourSeconds, 60) },
    { name: "surprises", demand: surprises(2 * daySeconds, 12, 600, seededRandom(14)) },
  ];
}

/** Held out: other shapes, heights, lengths and seeds, on which nothing was chosen. */
export function heldOutTraces(): Generated[] {
  return [
    { name: "six-hour-sine", demand: sine(2 * daySeconds, 6 * hourSeconds, 50) },
    { name: "two-hour-sine", demand: sine(daySeconds, 2 * hourSeconds, 30) },
    { name: "noisy-six-hour-sine", demand: noisy(sine(daySeconds, 6 * hourSeconds, 30), 20, 0.15, seededRandom(21)) },
    { name: "one-step-fivefold", demand: step(4 * hourSeconds, 2 * hourSeconds, 20, 100) },
    { name: "step-down", demand: step(4 * hourSeconds, 2 * hourSeconds, 100, 40) },
    { name: "half-hourly-steps", demand: steps(daySeconds, 1800, seededRandom(22), 30) },
    { name: "five-minute-steps", demand: steps(daySeconds / 2, 300, seededRandom(23), 40) },
    { name: "half-hour-ramps", demand: ramps(daySeconds, 1800, 10) },
    { name: "three-hour-ramps", demand: ramps(daySeconds, 3 * hourSeconds, 30) },
    { name: "spikes-of-two-minutes", demand: spikes(daySeconds, 2400, 120, 40) },
    { name: "two-hourly-spikes", demand: spikes(daySeconds, 2 * hourSeconds, 900, 20) },
    { name: "rare-surprises", demand: surprises(2 * daySeconds, 5, 300, seededRandom(24)) },
  ];
}
