import type { Course, World } from "../simulate.ts";

const oracleGoal = 0.8;

/** The fewest tasks that keep every second at or under 80 %, by someone who knows the future. */
export function oracle({ demand, capacityPerTask, bounds }: World): Course {
  const desired = new Int32Array(demand.length);
  for (let now = 0; now < demand.length; now++) {
    desired[now] = Math.max(bounds.min, Math.ceil((demand[now] as number) / (oracleGoal * capacityPerTask) - 1e-9));
  }
  return { ready: desired, desired };
}

/** As many as the oracle needs at the trace's highest second, all the time. */
export function staticPeak(world: World): Course {
  const { desired } = oracle(world);
  const peak = desired.reduce((most, count) => Math.max(most, count), 0);
  const always = new Int32Array(desired.length).fill(peak);
  return { ready: always, desired: always };
}
