import { lastFired, parseCron } from "./cron.ts";
import { policyDefaults, type ScalingPolicy } from "./policy.ts";
import type { ScalingManifest } from "./policy-schema.ts";
import { isTimeZone } from "./wall-time.ts";

/** What is wrong with a field of `scaling`: its key, its value and what is allowed. */
export interface PolicyProblem {
  readonly field: string;
  readonly message: string;
}

/** The policy that a manifest means, with every default. */
export function toPolicy(manifest: ScalingManifest): ScalingPolicy {
  const { schedules = [], offHours, scaleToZero } = manifest;
  const { metric, ...targets } = manifest.targets ?? { ...policyDefaults.targets, metric: undefined };
  const zone = <Timed extends { timeZone?: string }>(timed: Timed) => ({
    ...timed,
    timeZone: timed.timeZone ?? policyDefaults.timeZone,
  });
  return {
    min: manifest.min ?? policyDefaults.min,
    max: manifest.max ?? Math.max(policyDefaults.max, manifest.min ?? 0),
    targets: { ...targets, ...(metric && { metric: { ...policyDefaults.metric, ...metric } }) },
    ...(manifest.metricSeconds === 20 && { metricSeconds: 20 as const }),
    ...(manifest.queue !== undefined && { queue: manifest.queue }),
    forecast: manifest.forecast ?? policyDefaults.forecast,
    scaleOut: manifest.scaleOut ?? {},
    scaleIn: manifest.scaleIn ?? {},
    schedules: schedules.map(zone),
    ...(offHours && { offHours: zone(offHours) }),
    ...(scaleToZero && {
      scaleToZero: { afterIdleSeconds: scaleToZero.afterIdleSeconds ?? policyDefaults.afterIdleSeconds },
    }),
    ...(manifest.budget && { budget: manifest.budget }),
  };
}

/** What fields of the right shape may still not say together. An empty list is a policy that can be satisfied. */
export function checkPolicy(policy: ScalingPolicy): PolicyProblem[] {
  return [
    ...checkBounds(policy),
    ...checkTargets(policy),
    ...checkQueue(policy),
    ...checkSchedules(policy),
    ...checkBudget(policy),
  ];
}

function checkBounds({ min, max, scaleToZero }: ScalingPolicy): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  if (min > max)
    problems.push({ field: "min", message: `${min} is more than max, which is ${max}: allowed is 0 to ${max}` });
  if (min === 0 && scaleToZero === undefined) {
    problems.push({
      field: "min",
      message: `0 needs scaleToZero, which says when the last task may go and lets a request bring it back: allowed is 1 to ${max}`,
    });
  }
  return problems;
}

function checkTargets({ targets }: ScalingPolicy): PolicyProblem[] {
  if (Object.values(targets).some((target) => target !== undefined)) return [];
  return [
    {
      field: "targets",
      message: `{} names no target: name at least one of cpu, memory, requestsPerTask, responseTime, queueBacklogPerTask, metric`,
    },
  ];
}

function checkQueue({ queue, targets }: ScalingPolicy): PolicyProblem[] {
  const isCounted = targets.queueBacklogPerTask !== undefined;
  if (isCounted && queue === undefined)
    return [{ field: "queue", message: "is missing: queueBacklogPerTask needs the name of the SQS queue it counts" }];
  if (!isCounted && queue !== undefined)
    return [{ field: "queue", message: `${queue} is counted by no target: add targets.queueBacklogPerTask` }];
  return [];
}

function checkSchedules({ schedules, offHours, min, max }: ScalingPolicy): PolicyProblem[] {
  const lines = [
    ...schedules.map(({ cron, timeZone }, index) => ({ field: `schedules.${index}`, key: "cron", cron, timeZone })),
    ...(offHours === undefined
      ? []
      : (["stop", "start"] as const).map((key) => ({
          field: "offHours",
          key,
          cron: offHours[key],
          timeZone: offHours.timeZone,
        }))),
  ];
  const problems: PolicyProblem[] = [];
  for (const { field, key, cron, timeZone } of lines) {
    const parsed = parseCron(cron);
    if (typeof parsed === "string") problems.push({ field: `${field}.${key}`, message: parsed });
    else if (lastFired(parsed, "UTC", Date.UTC(2030, 0, 1)) === undefined) {
      problems.push({ field: `${field}.${key}`, message: `"${cron}" never fires: no such day exists` });
    }
    if (!isTimeZone(timeZone)) {
      problems.push({
        field: `${field}.timeZone`,
        message: `"${timeZone}" is no time zone: allowed are IANA names, as in Europe/Berlin or UTC`,
      });
    }
  }
  schedules.forEach((schedule, index) => {
    const field = `schedules.${index}`;
    if (schedule.min === undefined && schedule.max === undefined) {
      problems.push({ field, message: "changes nothing: give it min, max or both" });
    }
    const [low, high] = [schedule.min ?? min, schedule.max ?? max];
    if (low > high) {
      problems.push({
        field: `${field}.min`,
        message: `${low} is more than the max that holds then, which is ${high}: allowed is 0 to ${high}`,
      });
    }
  });
  return problems;
}

/** A month has at most 744 hours, and the least that runs must be paid for in all of them. */
function checkBudget({ budget, min }: ScalingPolicy): PolicyProblem[] {
  if (budget === undefined || budget.taskHoursPerMonth >= min * 744) return [];
  return [
    {
      field: "budget.taskHoursPerMonth",
      message: `${budget.taskHoursPerMonth} does not pay for min ${min} in a month of 744 hours: allowed is ${min * 744} and more`,
    },
  ];
}
