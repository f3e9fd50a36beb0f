import { lastFired, parseCron } from "./cron.ts";
import type { ScalingPolicy } from "./policy.ts";

const minuteMilliseconds = 60_000;

/** When the first of a policy's cron lines fires after `from`, until `to` and to the minute; nothing where none does. */
export function nextFiring(policy: ScalingPolicy, from: number, to: number): number | undefined {
  const fired = linesOf(policy).flatMap(([line, timeZone]) => firstFiring(line, timeZone, from, to) ?? []);
  return fired.length === 0 ? undefined : Math.min(...fired);
}

/** Whether anything of the policy depends on the time of day. */
export function isTimed(policy: ScalingPolicy): boolean {
  return linesOf(policy).length > 0;
}

function linesOf({ schedules, offHours }: ScalingPolicy): (readonly [line: string, timeZone: string])[] {
  return [
    ...schedules.map(({ cron, timeZone }) => [cron, timeZone] as const),
    ...(offHours ? [offHours.stop, offHours.start].map((line) => [line, offHours.timeZone] as const) : []),
  ];
}

function firstFiring(line: string, timeZone: string, from: number, to: number): number | undefined {
  const cron = parseCron(line);
  if (typeof cron === "string") return undefined;
  const firedUntil = (moment: number) => lastFired(cron, timeZone, moment) ?? Number.NEGATIVE_INFINITY;
  const last = firedUntil(to);
  if (last <= from) return undefined;
  for (let at = from + minuteMilliseconds; at < last; at += minuteMilliseconds) {
    const fired = firedUntil(at);
    if (fired > from) return fired;
  }
  return last;
}
