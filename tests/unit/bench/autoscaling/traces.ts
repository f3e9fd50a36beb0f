/** Traces of our own: a demand for each second. */
export function demandOf(seconds: number, at: (second: number) => number): Float64Array {
  return Float64Array.from({ length: seconds }, (_, second) => Math.max(0, at(second)));
}

export const hourSeconds = 3600;
export const daySeconds = 86_400;

export const sine = (seconds: number, periodSeconds: number) =>
  demandOf(seconds, (second) => 60 - 40 * Math.cos((2 * Math.PI * second) / periodSeconds));

export const step = (seconds: number, at: number, from: number, to: number) =>
  demandOf(seconds, (second) => (second < at ? from : to));

export const spikes = (seconds: number, everySeconds: number, lengthSeconds: number) =>
  demandOf(seconds, (second) => (second % everySeconds < lengthSeconds ? 100 : 30));
