/** Demand over time, as whole seconds see it: `demand[t]` is the requests per second in second t. */
export interface Trace {
  readonly name: string;
  readonly demand: Float64Array;
}

/** Reads `seconds,requests_per_second` rows, linear between points. A first row that is no number is a heading. */
export function parseTrace(name: string, text: string): Trace {
  const points = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line, index) => ({ line, index, numbers: line.split(",").map(Number) }))
    .filter(({ numbers, index }) => index > 0 || numbers.every((value) => Number.isFinite(value)))
    .map(({ line, index, numbers }) => {
      const [seconds, rate] = numbers;
      if (numbers.length !== 2 || !Number.isFinite(seconds) || !((rate as number) >= 0)) {
        throw new Error(`${name}, line ${index + 1}: "${line}" is not "seconds,requests_per_second"`);
      }
      return [seconds, rate] as readonly [number, number];
    });
  if (points.length < 2) throw new Error(`${name} has ${points.length} points; a trace needs at least two`);
  return { name, demand: fill(name, points) };
}

function fill(name: string, points: readonly (readonly [number, number])[]): Float64Array {
  const [start] = points[0] as readonly [number, number];
  const [end] = points.at(-1) as readonly [number, number];
  const demand = new Float64Array(Math.max(0, Math.floor(end - start)) + 1);
  for (let at = 1; at < points.length; at++) {
    const [from, low] = points[at - 1] as readonly [number, number];
    const [to, high] = points[at] as readonly [number, number];
    if (to <= from) throw new Error(`${name}: second ${to} comes after second ${from}: sort the points by time`);
    for (let second = Math.ceil(from - start); second <= to - start; second++) {
      demand[second] = low + ((high - low) * (second + start - from)) / (to - from);
    }
  }
  return demand;
}
