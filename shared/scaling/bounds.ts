import { lastFired, parseCron } from "./cron.ts";
import type { Constraint, Observations } from "./observations.ts";
import type { OffHours, ScalingPolicy, ScheduledBounds } from "./policy.ts";
import type { Reason } from "./reason.ts";

/** The counts between which a decision must lie, and what made them so. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly reasons: readonly Reason[];
}

const hourMilliseconds = 3_600_000;

/** Everything but the load that has a say, from the weakest to the strongest: policy, schedule, budget, off-hours, constraints. */
export function boundsOf(policy: ScalingPolicy, observations: Observations, now: number): Bounds {
  let [min, max] = [policy.min, policy.max];
  const reasons: Reason[] = [];
  const schedule = latestFired(policy.schedules, now);
  if (schedule) {
    min = schedule.min ?? min;
    max = Math.max(min, schedule.max ?? max);
    reasons.push({
      rule: "schedule",
      text: `the schedule ${schedule.cron} (${schedule.timeZone}) holds: ${min} to ${max}`,
    });
  }
  const affordable = affordableTasks(policy, min, observations, now);
  if (affordable !== undefined && affordable < max) {
    max = affordable;
    reasons.push({ rule: "budget", text: `what is left of the month's task-hours pays for ${max}` });
  }
  if (policy.offHours && isOff(policy.offHours, now)) {
    [min, max] = [0, 0];
    reasons.push({ rule: "offHours", text: `off-hours since ${policy.offHours.stop} (${policy.offHours.timeZone})` });
  }
  for (const constraint of weakestFirst(observations.constraints ?? [])) {
    const [low, high] = [constraint.count ?? constraint.atLeast ?? min, constraint.count ?? constraint.atMost ?? max];
    [min, max] = [Math.min(low, high), high];
    reasons.push({
      rule: "constraint",
      text: `${constraint.by} holds it at ${min === max ? max : `${min} to ${max}`}`,
    });
  }
  return { min, max, reasons };
}

function weakestFirst(constraints: readonly Constraint[]): Constraint[] {
  const most = ({ count, atMost }: Constraint) => count ?? atMost ?? Number.POSITIVE_INFINITY;
  return constraints.toSorted((a, b) => most(b) - most(a));
}

function latestFired(schedules: readonly ScheduledBounds[], now: number): ScheduledBounds | undefined {
  let [latest, at] = [undefined as ScheduledBounds | undefined, Number.NEGATIVE_INFINITY];
  for (const schedule of schedules) {
    const fired = firedAt(schedule.cron, schedule.timeZone, now);
    if (fired !== undefined && fired >= at) [latest, at] = [schedule, fired];
  }
  return latest;
}

function isOff({ stop, start, timeZone }: OffHours, now: number): boolean {
  const stopped = firedAt(stop, timeZone, now) ?? Number.NEGATIVE_INFINITY;
  const started = firedAt(start, timeZone, now) ?? Number.NEGATIVE_INFINITY;
  return stopped > started;
}

function firedAt(line: string, timeZone: string, now: number): number | undefined {
  const cron = parseCron(line);
  return typeof cron === "string" ? undefined : lastFired(cron, timeZone, now);
}

/** Beyond what `min` costs until the month ends, the rest may be spent at a rate at which it lasts a day. */
function affordableTasks({ budget }: ScalingPolicy, min: number, { taskHoursThisMonth }: Observations, now: number) {
  if (budget === undefined || taskHoursThisMonth === undefined) return undefined;
  const date = new Date(now);
  const monthEnd = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
  const hoursLeft = Math.max(1, (monthEnd - now) / hourMilliseconds);
  const free = budget.taskHoursPerMonth - taskHoursThisMonth - min * hoursLeft;
  return min + Math.max(0, Math.floor(free / Math.min(24, hoursLeft)));
}
