import type { Installation } from "../../../shared/config/installation.ts";
import { resourceNames } from "../../../shared/plan/names.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import type { Doors } from "../../../shared/ports/doors.ts";
import type { TargetHealths } from "../../../shared/ports/target-health.ts";
import { type Door, decideDoor } from "../../../shared/scaling/door.ts";
import type { ScalingRecord } from "../../../shared/store/scaling.ts";
import type { Store } from "../../../shared/store/store.ts";
import type { Wake } from "./event.ts";
import type { DoorPlace } from "./look.ts";
import type { Outcome, Rest } from "./scale.ts";

/** What a look comes to, once the door of a service that sleeps has had its say. */
export interface Passage {
  /** The count to ask ECS for now. */
  readonly count: number;
  readonly rest: Rest;
  /** What to remember of the door; nothing where there is none. */
  readonly door?: NonNullable<ScalingRecord["door"]>;
  /** Where the door is to be turned first. */
  readonly turn?: { readonly place: DoorPlace; readonly to: Door };
  readonly reason?: string;
}

export interface DoorTools {
  readonly store: Pick<Store, "doors">;
  readonly installation: Installation;
  readonly doors: Doors;
  readonly targets: TargetHealths;
  readonly clock: Clock;
}

export type Doorkeeper = ReturnType<typeof createDoorkeeper>;

/** Of services that sleep while nothing comes: sees where their requests go, and turns that as a look decides. */
export function createDoorkeeper({ store, installation, doors, targets, clock }: DoorTools) {
  const see = async (place: DoorPlace): Promise<Door | undefined> => {
    const group = await doors.find(place.listenerArn);
    if (group === place.tasksArn) return "open";
    return group === place.wakingArn ? "closed" : undefined;
  };
  const isHealthy = async ({ tasksArn }: DoorPlace): Promise<boolean> =>
    (await targets.list(tasksArn)).some(({ state }) => state === "healthy");
  const groupOf = (service: string): string => resourceNames(installation.name, service).wakingTargetGroup;

  return {
    async decide({ seen, decision, observations, rest }: Outcome, wake: Wake): Promise<Passage> {
      const { door: place, record, service } = seen;
      const { desired: wanted, asleep } = decision;
      const { desired } = observations;
      const known = record?.door;
      if (service.spec?.type !== "web" || seen.policy.scaleToZero === undefined) return { count: wanted, rest };
      // A door that is open and has to stay so is not asked for at every look.
      const isAsked = wake.by === "request" || wake.by === "arrival";
      if (known?.is === "open" && wanted > 0 && desired > 0 && !isAsked) return { count: wanted, rest, door: known };
      const door = place && (await see(place));
      // Where no request would wake it, its last task does not go.
      if (!place || !door) return asleep && desired > 0 ? { count: desired, rest: "awake" } : { count: wanted, rest };
      // Tasks that were there before it fell asleep are no tasks to rely on.
      const isOpening = door === "closed" && wanted > 0 && desired > 0 && (record?.desired ?? 0) > 0;
      const turnedAt = known?.is === door ? known.at : 0;
      const now = clock.now();
      const decided = decideDoor(
        { door, turnedAt, isHealthy: isOpening && (await isHealthy(place)), desired, wanted },
        now,
      );
      const turns = decided.door !== door;
      return {
        count: decided.count,
        rest: decided.isTurning ? "awake" : rest,
        door: { is: decided.door, at: turns ? now : turnedAt, mayWake: wanted > 0 || asleep },
        ...(turns && { turn: { place, to: decided.door } }),
        ...(decided.reason !== undefined && { reason: decided.reason }),
      };
    },

    /** Whose requests come to a closed door is kept before they do: the function that gets them knows no more than it. */
    async act({ seen: { service, record } }: Outcome, { door, turn }: Passage): Promise<void> {
      const isKept = record?.door?.is === "closed" && record.door.mayWake === door?.mayWake;
      if (door?.is === "closed" && !isKept)
        await store.doors.close({
          targetGroup: groupOf(service.name),
          service: service.name,
          mayWake: door.mayWake,
        });
      if (!turn) return;
      const { listenerArn, tasksArn, wakingArn } = turn.place;
      const [targetGroupArn, idleTargetGroupArn] = turn.to === "open" ? [tasksArn, wakingArn] : [wakingArn, tasksArn];
      await doors.turn(listenerArn, { targetGroupArn, idleTargetGroupArn });
    },

    forget: (service: string): Promise<void> => store.doors.remove(groupOf(service)),
  };
}

/** What a look changes, as decisions tell it: `scale 0 → 1`, `requests → tasks`, or both. */
export function whatOf({ observations }: Outcome, { count, turn }: Passage): string {
  const scale = count === observations.desired ? [] : [`scale ${observations.desired} → ${count}`];
  const requests = turn ? [`requests → ${turn.to === "open" ? "tasks" : "the page that says starting"}`] : [];
  return [...scale, ...requests].join(", ") || `scale to ${count}`;
}
