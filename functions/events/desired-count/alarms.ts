import type { Installation } from "../../../shared/config/installation.ts";
import { type AlarmSide, alarmName, alarmSides } from "../../../shared/plan/alarm-names.ts";
import { ownerTags } from "../../../shared/plan/names.ts";
import type { AlarmRequest, Alarms } from "../../../shared/ports/alarms.ts";
import type { Alarm } from "../../../shared/scaling/alarms.ts";
import { arrivalsOf, queryOf, unitOf } from "../../../shared/scaling/metrics.ts";
import type { ScalingRecord } from "../../../shared/store/scaling.ts";
import type { Seen } from "./look.ts";

/** One point above wakes, since tasks may be missing. */
const abovePoints = 1;

/** The alarms that a service which goes to sleep is to be woken by. */
export function alarmsFor(
  { service, policy, place }: Seen,
  installation: Installation,
  { alarms, desired }: { readonly alarms: readonly Alarm[]; readonly desired: number },
): AlarmRequest[] {
  return alarms.flatMap((alarm) =>
    alarmSides.flatMap((side): AlarmRequest[] => {
      const { metric } = alarm;
      const threshold = alarm[side];
      // Without tasks only what comes tells of load.
      const isCounted = metric === "queueBacklogPerTask" || metric === "metric";
      const isOnArrival = desired === 0 && !isCounted;
      const query = isOnArrival ? arrivalsOf(place) : queryOf(metric, policy, place);
      if (threshold === undefined || !query) return [];
      const raw = threshold * unitOf(metric, query.periodSeconds, desired);
      return [
        {
          name: alarmName({ installation: installation.name, service: service.name, metric, side }),
          description: describe(service.name, side),
          query,
          side,
          threshold: Number(raw.toPrecision(4)),
          points: side === "above" ? abovePoints : alarm.belowPoints,
          tags: ownerTags({
            installation: installation.name,
            service: service.name,
            ...(service.servingDeploymentId !== undefined && { deployment: service.servingDeploymentId }),
          }),
        },
      ];
    }),
  );
}

/** An upper alarm stands a tenth early, so that half of that may be off. */
const nearShare = 0.05;

/**
 * Makes exactly these alarms stand, each ready to ring: one that rang and stayed where it was would never ring again.
 * Answers what stands now.
 */
export async function arm(
  alarms: Alarms,
  wanted: readonly AlarmRequest[],
  standing: ScalingRecord["alarms"],
): Promise<ScalingRecord["alarms"]> {
  const now: Record<string, string> = {};
  for (const alarm of wanted) {
    const { tags: _tags, ...settings } = alarm;
    const before = standing[alarm.name];
    const stays = before !== undefined && isNear(JSON.parse(before) as AlarmSettings, settings);
    now[alarm.name] = stays ? before : JSON.stringify(settings);
    if (!stays) await alarms.put(alarm);
    await alarms.rearm(alarm.name);
  }
  const superfluous = Object.keys(standing).filter((name) => !(name in now));
  if (superfluous.length > 0) await alarms.remove(superfluous);
  return now;
}

type AlarmSettings = Omit<AlarmRequest, "tags">;

/** A threshold that moved by a hair's breadth is not worth a call: alarms may be set a few times a second only. */
function isNear({ threshold: before, ...standing }: AlarmSettings, { threshold, ...wanted }: AlarmSettings): boolean {
  return (
    JSON.stringify(standing) === JSON.stringify(wanted) && Math.abs(threshold - before) <= nearShare * Math.abs(before)
  );
}

function describe(service: string, side: AlarmSide): string {
  return `Wakes Fairway's scaler: ${service} may need ${side === "above" ? "more" : "fewer"} tasks. Set anew whenever it goes to sleep.`;
}
