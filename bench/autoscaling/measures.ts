import type { Course, World } from "./simulate.ts";

/** What a scaler's run is judged by. Shares are percents. */
export interface Measures {
  /** Seconds whose demand was above what the serving tasks can do. */
  readonly overloadPercent: number;
  /** Requests above what the serving tasks could do. */
  readonly requestsOverPercent: number;
  /** SPEC RG: average shortfall of tasks, relative to the tasks that demand needs at 100 %. */
  readonly underAccuracy: number;
  /** SPEC RG: average excess of tasks, relative to the same. */
  readonly overAccuracy: number;
  readonly underTimeshare: number;
  readonly overTimeshare: number;
  readonly taskHours: number;
  /** Changes of the desired count. */
  readonly actions: number;
}

export function measure({ ready, desired }: Course, { demand, capacityPerTask, bounds }: World): Measures {
  const seconds = demand.length;
  let [overloaded, requests, requestsOver, under, over, secondsOver, taskSeconds, actions] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let now = 0; now < seconds; now++) {
    const load = demand[now] as number;
    const serving = ready[now] as number;
    const excess = load - serving * capacityPerTask;
    // A hair's breadth is rounding of the interpolation, not overload.
    if (excess > 1e-9 * load) {
      overloaded++;
      requestsOver += excess;
    }
    requests += load;
    const needed = Math.max(bounds.min, Math.ceil(load / capacityPerTask - 1e-9));
    if (needed > serving) under += (needed - serving) / needed;
    else if (serving > needed) {
      over += (serving - needed) / Math.max(1, needed);
      secondsOver++;
    }
    taskSeconds += desired[now] as number;
    if (now > 0 && desired[now] !== desired[now - 1]) actions++;
  }
  const percent = (sum: number) => (100 * sum) / seconds;
  return {
    overloadPercent: percent(overloaded),
    requestsOverPercent: requests === 0 ? 0 : (100 * requestsOver) / requests,
    underAccuracy: percent(under),
    overAccuracy: percent(over),
    underTimeshare: percent(overloaded),
    overTimeshare: percent(secondsOver),
    taskHours: taskSeconds / 3600,
    actions,
  };
}
