import { type Alarm, alarmsOf } from "./alarms.ts";
import { boundsOf } from "./bounds.ts";
import { gaugesOf } from "./load.ts";
import type { MetricName, Observations } from "./observations.ts";
import { ceil, type Move, pace, spareOf, type Wish } from "./pace.ts";
import type { ScalingPolicy } from "./policy.ts";
import type { Reason } from "./reason.ts";
import { explainMove, explainNeed } from "./reasons.ts";
import { foresee, learnSeason } from "./season.ts";
import type { ScalingState } from "./state.ts";
import { withSupply } from "./supply.ts";
import { nextPointSeconds, type Watched, watch } from "./watch.ts";

export interface Decision {
  /** The count to ask ECS for; the one it has already if nothing is to change. */
  readonly desired: number;
  /** Why, the weightiest first. */
  readonly reasons: readonly Reason[];
  /** To be kept, and handed to the next decision. */
  readonly state: ScalingState;
  /** True if it should look again in `lookSeconds`; else only its alarms and events need wake it. */
  readonly awake: boolean;
  /** True if it has no task only because nothing comes: what comes next brings one back. */
  readonly asleep: boolean;
  /** Until there is more to see: the next point. */
  readonly lookSeconds: number;
  /** Where each target's alarm should stand while it sleeps, or hears nothing; none while it is awake and hears. */
  readonly alarms: readonly Alarm[];
}

/**
 * How many tasks a service should have now, and why.
 *
 * Pure: the same policy, observations, state and time (ms since 1970) always give the same answer. `state` is what the
 * last decision returned, `emptyState` at first. Within the bounds it is the load seen that decides, with room for the
 * growth that this service has shown before new tasks can serve; what starts already counts. What repeats by day and
 * week only adds. It never scales in on missing data or during a deployment.
 */
export function decide(policy: ScalingPolicy, observations: Observations, state: ScalingState, now: number): Decision {
  const supply = withSupply(state.supply, now, observations.ready);
  const watched = watch(policy, observations, state, supply, now);
  const bounds = boundsOf(policy, observations, now);
  const fresh = watched.length === gaugesOf(policy).length && watched.every((target) => target.fresh);
  const idle = idleness(policy, observations, state, watched, fresh, now);
  const [min, max] = idle.asleep ? [0, 0] : [Math.min(Math.max(bounds.min, idle.least), bounds.max), bounds.max];

  const season = fresh ? learnSeason(state.season, highest(watched.map(({ newest }) => newest)), now) : state.season;
  const foreseen = policy.forecast ? foresee(state.season, now) : undefined;
  const wish = wishOf(watched, foreseen);
  const mayShrink = fresh && watched.every(({ known }) => known) && observations.deploying !== true;
  const { desired } = observations;
  const move = pace(wish, state.pace, { now, desired, mayShrink, min, max });
  const count = Math.min(max, Math.max(min, withinSteps(policy, desired, move)));

  const reasons: Reason[] = [
    ...idle.reasons,
    // Who sleeps has no use for what tasks would be needed.
    ...(idle.asleep
      ? []
      : explainMove({ move, count, desired, fresh, deploying: observations.deploying === true, watched, min, max })),
    ...bounds.reasons,
    ...explainNeed(watched, wish, foreseen),
  ];
  const changed = count !== desired;
  const next: ScalingState = {
    version: 1,
    supply: count < observations.ready ? withSupply(supply, now, count) : supply,
    series: { ...state.series, ...Object.fromEntries(watched.map(({ gauge, series }) => [gauge.metric, series])) },
    pace: changed ? { ...move.pace, changedAt: now } : move.pace,
    season,
    ...(idle.since !== undefined && { idleSince: idle.since }),
  };
  const settled = !changed && observations.ready === desired && now - next.pace.changedAt > 300_000;
  // Where the bounds leave no choice there is nothing to find out.
  const isChoice = min < max;
  const awake =
    !settled ||
    (isChoice && !fresh) ||
    observations.deploying === true ||
    (isChoice && ceil(next.pace.wasteSeconds) > 0);
  return {
    desired: count,
    reasons,
    state: next,
    awake: awake && !idle.asleep,
    asleep: idle.asleep && bounds.max > 0,
    lookSeconds: nextPointSeconds(watched, now),
    // Whoever looks again in a moment needs none; who hears nothing may be left to them.
    alarms:
      awake && fresh && !idle.asleep ? [] : alarmsOf(watched, { desired: count, min, max, spare: spareOf(next.pace) }),
  };
}

function wishOf(watched: readonly Watched[], foreseen = 0): Wish {
  return {
    calm: Math.max(foreseen, highest(watched.map(({ need }) => need.calm))),
    room: highest(watched.map(({ need, unseen }) => Math.max(need.room, unseen))),
    followed: ceil(highest(watched.map(({ followed }) => followed))),
  };
}

/** Nothing that is watched may ask for a scale-in while nothing is watched, which `mayShrink` holds. */
function highest(tasks: readonly number[]): number {
  return tasks.reduce((most, each) => Math.max(most, each), 0);
}

function withinSteps({ scaleOut, scaleIn }: ScalingPolicy, desired: number, { count }: Move): number {
  const most = desired + (scaleOut.mostTasks ?? Number.POSITIVE_INFINITY);
  const least = desired - (scaleIn.mostTasks ?? Number.POSITIVE_INFINITY);
  return Math.min(most, Math.max(least, count));
}

/** What tells of load also where requests are counted: CPU and memory never rest, while a service only waits. */
const counted: ReadonlySet<MetricName> = new Set(["queueBacklogPerTask", "metric"]);

/** Whether the last task may go, and since when nothing has come. */
function idleness(
  { scaleToZero }: ScalingPolicy,
  { ready, desired, wake = false, requests, inHand = 0, deploying = false }: Observations,
  state: ScalingState,
  watched: readonly Watched[],
  fresh: boolean,
  now: number,
): { asleep: boolean; least: number; since?: number; reasons: Reason[] } {
  if (scaleToZero === undefined) return { asleep: false, least: 0, reasons: [] };
  const telling = requests ? watched.filter(({ gauge }) => counted.has(gauge.metric)) : watched;
  const busy = inHand > 0 || telling.some((target) => target.fresh && target.newest > 0.001);
  const called = desired === 0 && requests?.lastAt !== undefined;
  if (wake || busy || called) {
    const reasons: Reason[] = desired === 0 ? [{ rule: "wake", text: "something has come, and no task runs" }] : [];
    return { asleep: false, least: 1, reasons };
  }
  if (desired === 0 && ready === 0) {
    return {
      asleep: true,
      least: 0,
      since: state.idleSince ?? now,
      reasons: [{ rule: "idle", text: "nothing has come since the last task went" }],
    };
  }
  // No data is no proof that nothing comes; and a deployment is to be proven by a task.
  const isKnown = requests ? telling.every((target) => target.fresh) : fresh;
  if (!isKnown || deploying) return { asleep: false, least: 1, reasons: [] };
  const since = requests?.lastAt ?? state.idleSince ?? now;
  const seconds = Math.round((now - since) / 1000);
  if (seconds < scaleToZero.afterIdleSeconds) return { asleep: false, least: 1, since, reasons: [] };
  return { asleep: true, least: 0, since, reasons: [{ rule: "idle", text: `nothing has come for ${seconds} s` }] };
}
