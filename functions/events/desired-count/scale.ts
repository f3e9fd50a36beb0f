import { type Decision, decide } from "../../../shared/scaling/decide.ts";
import { isTimed, nextFiring } from "../../../shared/scaling/next-firing.ts";
import type { Constraint, Observations } from "../../../shared/scaling/observations.ts";
import type { ScalingPolicy } from "../../../shared/scaling/policy.ts";
import type { ScalingState } from "../../../shared/scaling/state.ts";
import { tuning } from "../../../shared/scaling/tuning.ts";
import { newScalingRecord, type ScalingRecord } from "../../../shared/store/scaling.ts";
import type { ServiceRecord } from "../../../shared/store/services.ts";
import type { Wanted } from "../../../shared/store/turns.ts";
import type { Wake } from "./event.ts";
import type { Read, Seen } from "./look.ts";

/** What one look at a service has led to. */
export interface Outcome {
  readonly seen: Seen;
  readonly observations: Observations;
  readonly decision: Decision;
  readonly rest: Rest;
}

/** Whether it looks again in a moment, sleeps behind its alarms, or waits for a metric that tells nothing. */
export type Rest = "awake" | "asleep" | "silent";

/** SQS delays no message for longer. */
const longestDelaySeconds = 900;

/** A metric that was silent for so long may stay so: its alarm tells of the next point as well as a look does. */
const silentMilliseconds = 30 * 60_000;

/** Decides on a service's count by what was seen. Pure. */
export function decideOn(seen: Seen, read: Read, by: Wake["by"], now: number): Outcome {
  const { service, policy, actual } = seen;
  const record = seen.record ?? newScalingRecord(service.name);
  const observations: Observations = {
    ready: actual.runningCount,
    desired: actual.desiredCount,
    ...read,
    deploying: isDeploying(seen),
    constraints: constraintsOf(service),
    taskHoursThisMonth: spentUntil(record, now).taskHours,
    wake: by === "arrival" || (by === "alarm" && actual.desiredCount === 0),
  };
  const decision = decide(policy, observations, record.state, now);
  const isAwake = decision.awake && !isSilent(decision, observations, service, now);
  return { seen, observations, decision, rest: isAwake ? "awake" : decision.awake ? "silent" : "asleep" };
}

/** Wishes about the count, as bounds around what the load asks for: a person's, and back-off while tasks crash. */
function constraintsOf({ count, backOff }: ServiceRecord): readonly Constraint[] {
  return [
    ...(count?.pinned === undefined ? [] : [{ by: "a person's scale", count: count.pinned }]),
    ...(backOff && backOff.liftedAt === undefined
      ? [{ by: "back-off while its tasks crash", atMost: backOff.count }]
      : []),
  ];
}

/** From the moment that a deployment is accepted until ECS has only the new tasks. */
function isDeploying({ service, actual }: Seen): boolean {
  const { deployments } = actual;
  return (
    service.lease !== undefined ||
    deployments.length > 1 ||
    deployments.some(({ rolloutState }) => rolloutState === "IN_PROGRESS")
  );
}

/** Nothing is on its way, and no metric has told anything for long, nor was anything changed. */
function isSilent(
  { desired, state }: Decision,
  { ready, desired: before, deploying }: Observations,
  { updatedAt }: ServiceRecord,
  now: number,
): boolean {
  const heard = [updatedAt, state.pace.changedAt, ...Object.values(state.series).map(({ lastEnd }) => lastEnd)];
  return !deploying && desired === before && ready === before && Math.max(...heard) < now - silentMilliseconds;
}

/** Task-hours of this month, with what has run since the last look. */
export function spentUntil({ spent, ready, lookedAt }: ScalingRecord, now: number): ScalingRecord["spent"] {
  const month = new Date(now).toISOString().slice(0, 7);
  const since = Math.max(lookedAt === 0 ? now : lookedAt, Date.parse(`${month}-01T00:00:00Z`));
  const before = spent.month === month ? spent.taskHours : 0;
  return { month, taskHours: before + (ready * Math.max(0, now - since)) / 3_600_000 };
}

/** In how many seconds the service is to be looked at again by itself; nothing where its alarms and events suffice. */
export function nextLookSeconds(
  policy: ScalingPolicy,
  rest: Rest,
  now: number,
  {
    idleAt,
    awakeSeconds = tuning.lookSeconds,
  }: { readonly idleAt?: number | undefined; readonly awakeSeconds?: number } = {},
): number | undefined {
  const until = now + (rest === "awake" ? awakeSeconds : longestDelaySeconds) * 1000;
  const due = Math.min(nextFiring(policy, now, until) ?? until, idleAt ?? until);
  if (rest === "awake" || isTimed(policy) || idleAt !== undefined) return Math.max(1, Math.ceil((due - now) / 1000));
  // What never told anything has no alarm either.
  return rest === "silent" ? longestDelaySeconds : undefined;
}

/** When a service with tasks will have been idle for long enough to sleep, unless something comes: no alarm tells. */
export function idleAtOf(
  { scaleToZero }: ScalingPolicy,
  { idleSince }: ScalingState,
  count: number,
  now: number,
): number | undefined {
  if (scaleToZero === undefined || count === 0) return undefined;
  return Math.max(now + tuning.lookSeconds * 1000, (idleSince ?? now) + scaleToZero.afterIdleSeconds * 1000);
}

/** The neediest first: what is furthest below what it should have, and what gives tasks back last. */
export function byNeed(one: Outcome, other: Outcome): number {
  return needOf(other) - needOf(one);
}

/** What the changes ask of the account: those that bring tasks are urgent. */
export function turnsWanted(outcomes: readonly Outcome[]): Wanted {
  const changes = outcomes.filter(isChange);
  const urgent = changes.filter(isUrgent).length;
  return { urgent, other: changes.length - urgent };
}

/** Those of the changes that have no turn, the least needy ones. */
export function putOff(outcomes: readonly Outcome[], turns: Wanted): ReadonlySet<Outcome> {
  const changes = outcomes.filter(isChange).toSorted(byNeed);
  const urgent = changes.filter(isUrgent);
  const other = changes.filter((outcome) => !isUrgent(outcome));
  return new Set([...urgent.slice(turns.urgent), ...other.slice(turns.other)]);
}

function isChange({ decision, observations }: Outcome): boolean {
  return decision.desired !== observations.desired;
}

function isUrgent({ decision, observations }: Outcome): boolean {
  return decision.desired > observations.desired;
}

function needOf({ decision, observations }: Outcome): number {
  return decision.desired / Math.max(0.5, observations.desired);
}
