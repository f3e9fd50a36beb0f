import type { Bounds, Point, Scaler, View } from "./scaler.ts";

export interface World {
  /** Requests per second, a second each. */
  readonly demand: Float64Array;
  /** Requests per second that a task serves at 100 % CPU. */
  readonly capacityPerTask: number;
  readonly initial: number;
  readonly bounds: Bounds;
}

/** From the wish for a task to its first request. */
export const provisioningSeconds = 34;

/** What happened, a second each. */
export interface Course {
  readonly ready: Int32Array;
  /** Tasks that are paid for: those that serve and those that start. */
  readonly desired: Int32Array;
}

/**
 * Runs one scaler through the world, second by second. New tasks serve after `provisioningSeconds`; a count that falls
 * takes the tasks that still start first, and what serves at once.
 */
export function simulate(scaler: Scaler, { demand, capacityPerTask, initial, bounds }: World): Course {
  const seconds = demand.length;
  const course: Course = { ready: new Int32Array(seconds), desired: new Int32Array(seconds) };
  const run = scaler.start(initial, bounds);
  const { periodSeconds, lagSeconds } = scaler.metric;
  const view: View = { now: 0, ready: initial, desired: initial, points: [], liveLoad: 0 };
  const published: Point[] = [];
  const starting: { at: number; count: number }[] = [];
  let ready = initial;
  let desired = initial;
  let [busySum, readySum] = [0, 0];
  let nextLook = scaler.offsetSeconds ?? 0;

  const want = (answer: number) => {
    const wanted = Math.min(bounds.max, Math.max(bounds.min, answer));
    if (wanted > desired) starting.push({ at: view.now + provisioningSeconds, count: wanted - desired });
    for (let surplus = desired - wanted; surplus > 0; ) {
      const newest = starting.at(-1);
      if (newest === undefined) {
        ready -= surplus;
        break;
      }
      const taken = Math.min(surplus, newest.count);
      newest.count -= taken;
      surplus -= taken;
      if (newest.count === 0) starting.pop();
    }
    desired = wanted;
  };
  const show = (now: number) => {
    view.now = now;
    view.ready = ready;
    view.desired = desired;
    view.liveLoad = (demand[now] as number) / capacityPerTask;
  };

  for (let now = 0; now < seconds; now++) {
    let heard = false;
    while (starting.length > 0 && (starting[0] as { at: number }).at <= now) {
      ready += (starting.shift() as { count: number }).count;
      heard = true;
    }
    const looks = now >= nextLook;
    if (looks || (heard && run.taskEvent !== undefined)) {
      show(now);
      while (published.length > 0 && (published[0] as Point).end + lagSeconds <= now) {
        view.points.push(published.shift() as Point);
      }
      want(heard && run.taskEvent !== undefined ? run.taskEvent(view) : run.look(view));
      view.points.length = 0;
      if (looks) nextLook += scaler.everySeconds;
    }
    course.ready[now] = ready;
    course.desired[now] = desired;
    const load = (demand[now] as number) / capacityPerTask;
    busySum += load < ready ? load : ready;
    readySum += ready;
    if ((now + 1) % periodSeconds === 0) {
      // As ECS counts: what all tasks used of what all tasks had, so that a task counts for as long as it served.
      if (readySum > 0) published.push({ end: now + 1, cpu: busySum / readySum, ready: readySum / periodSeconds });
      busySum = 0;
      readySum = 0;
    }
  }
  return course;
}
