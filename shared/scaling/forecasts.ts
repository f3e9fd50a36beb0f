import { tuning } from "./tuning.ts";

/**
 * The simple forecasts among which the scaler chooses: the highest load of the last minutes, and the highest that the
 * load was on its way to. Two kinds for each of `tuning.holdSeconds`.
 */
export const forecastCount = 2 * tuning.holdSeconds.length;

export function holdPoints(forecast: number, periodSeconds: number): number {
  const seconds = tuning.holdSeconds[forecast % tuning.holdSeconds.length] as number;
  return Math.max(1, Math.round(seconds / periodSeconds));
}

/** Points that must be kept so that every forecast made `horizon` points ago can be told again. */
export function memoryPoints(periodSeconds: number, horizon: number): number {
  return holdPoints(tuning.holdSeconds.length - 1, periodSeconds) + horizon + 1;
}

/** What the forecast said when `loads[at]` was the newest: for the time until `horizon` points later. */
export function forecast(index: number, loads: readonly number[], at: number, periodSeconds: number, horizon: number) {
  const rising = index >= tuning.holdSeconds.length;
  const from = Math.max(0, at + 1 - holdPoints(index, periodSeconds));
  let highest = 0;
  for (let point = from; point <= at; point++) {
    const load = loads[point] as number;
    const before = point > 0 ? (loads[point - 1] as number) : load;
    const expected = rising && load > before ? load + (load - before) * horizon : load;
    if (expected > highest) highest = expected;
  }
  return highest;
}
