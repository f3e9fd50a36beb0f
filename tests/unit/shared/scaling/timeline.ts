import { type Decision, decide } from "../../../../shared/scaling/decide.ts";
import type { Observations } from "../../../../shared/scaling/observations.ts";
import type { ScalingPolicy } from "../../../../shared/scaling/policy.ts";
import { toPolicy } from "../../../../shared/scaling/policy-checks.ts";
import { emptyState, type ScalingState } from "../../../../shared/scaling/state.ts";

/** Monday, 5 January 2026, 0:00 UTC. */
export const monday = Date.UTC(2026, 0, 5);
export const minute = 60_000;
export const hour = 60 * minute;

/** A service whose tasks serve 34 s after they were asked for, and whose load the test sets. */
export function service(policy: Partial<ScalingPolicy> = {}, count = 10) {
  const full: ScalingPolicy = { ...toPolicy({ min: 1, max: 100 }), ...policy };
  let [now, desired, ready] = [monday, count, count];
  let starting: { at: number; count: number }[] = [];
  let state: ScalingState = emptyState;
  const decisions: (Decision & { at: number })[] = [];

  /** One look, 20 s after the last, at a point of this load in tasks' worth; none if it is undefined. */
  const look = (load: number | undefined, extra: Partial<Observations> = {}) => {
    const cpu = load === undefined ? undefined : 100 * Math.min(1, load / Math.max(1, ready));
    now += 20_000;
    for (const task of starting) if (task.at <= now) ready += task.count;
    starting = starting.filter((task) => task.at > now);
    const points =
      cpu === undefined ? [] : [{ metric: "cpu" as const, endsAt: now - 1, periodSeconds: 20, value: cpu }];
    const decision = decide(full, { ready, desired, points, ...extra }, state, now);
    state = decision.state;
    if (decision.desired > desired) starting.push({ at: now + 34_000, count: decision.desired - desired });
    else if (decision.desired < desired) {
      starting = [];
      ready = Math.min(ready, decision.desired);
      if (ready < decision.desired) starting.push({ at: now + 34_000, count: decision.desired - ready });
    }
    desired = decision.desired;
    decisions.push({ ...decision, at: now });
    return decision;
  };
  return {
    look,
    /** Looks for so many minutes at the same load. */
    during(minutes: number, load: number | undefined, extra: Partial<Observations> = {}) {
      for (let looks = 0; looks < minutes * 3; looks++) look(load, extra);
      return desired;
    },
    decisions,
    policy: full,
    get desired() {
      return desired;
    },
    get state() {
      return state;
    },
    get now() {
      return now;
    },
  };
}
