import type { Installation } from "../../../shared/config/installation.ts";
import { translate } from "../../../shared/errors/translate.ts";
import type { ActualService } from "../../../shared/plan/facts.ts";
import type { Alarms } from "../../../shared/ports/alarms.ts";
import type { DesiredCounts } from "../../../shared/ports/desired-counts.ts";
import type { Doors } from "../../../shared/ports/doors.ts";
import type { Metrics } from "../../../shared/ports/metrics.ts";
import type { TargetHealths } from "../../../shared/ports/target-health.ts";
import type { Ticks } from "../../../shared/ports/ticks.ts";
import type { Reaction, ReactorTools } from "../../../shared/reactions/runner.ts";
import { isTimed, nextFiring } from "../../../shared/scaling/next-firing.ts";
import type { ScalingRecord } from "../../../shared/store/scaling.ts";
import type { ServiceRecord } from "../../../shared/store/services.ts";
import type { Store } from "../../../shared/store/store.ts";
import { createAct } from "./act.ts";
import { createDoorkeeper } from "./door.ts";
import type { Wake } from "./event.ts";
import { placeOf, readPoints, type Seen } from "./look.ts";
import { sendNextTick } from "./next-tick.ts";
import { byNeed, decideOn, nextLookSeconds, type Outcome, putOff, turnsWanted } from "./scale.ts";

export interface ScalerOptions extends ReactorTools {
  readonly store: Store;
  readonly installation: Installation;
  readonly desiredCounts: DesiredCounts;
  readonly metrics: Metrics;
  readonly alarms: Alarms;
  readonly ticks: Ticks;
  readonly doors: Doors;
  readonly targets: TargetHealths;
}

/** A service with scaling that something has woken us for. */
export interface Woken {
  readonly wake: Wake;
  readonly service: ServiceRecord;
  readonly record: ScalingRecord | undefined;
  readonly actual: ActualService | undefined;
}

export interface Scaler {
  /** What became of each service, by name. `outrun`: someone else decided on it since it was read. */
  look(woken: readonly Woken[]): Promise<ReadonlyMap<string, Reaction | Error | "outrun">>;
  /** Removes the alarms of a service that is scaled no more, and what was remembered of it. */
  forget(service: string, record: ScalingRecord): Promise<void>;
}

/** Services that are written about side by side: a hundred that came together are done in seconds. */
const actsAtOnce = 10;

const nothing = (reason: string): Reaction => ({ did: "nothing", reason });

/** Looks at services with scaling together, and acts on each: who needs tasks most comes first. */
export function createScaler(options: ScalerOptions): Scaler {
  const { store, installation, metrics, alarms, ticks, clock } = options;
  const doorkeeper = createDoorkeeper(options);

  const forget: Scaler["forget"] = async (service, record) => {
    await alarms.remove(Object.keys(record.alarms));
    if (record.door) await doorkeeper.forget(service);
    await store.scaling.remove(service);
  };
  const act = createAct({ ...options, doorkeeper, forget });

  /** A sleeping service whose tick only waits for a line of cron, which has not fired: it is sent on. */
  const sleepOn = async ({ wake, service, record }: Woken, now: number): Promise<Reaction | "outrun" | undefined> => {
    const policy = service.spec?.scaling;
    if (!policy || !isTimed(policy) || !record || wake.by !== "tick" || record.awake) return undefined;
    if (policy.scaleToZero && record.desired > 0) return undefined;
    if (nextFiring(policy, record.lookedAt, now) !== undefined) return undefined;
    const { tickAt: _tickAt, ...rest } = record;
    const tick = await sendNextTick(ticks, wake, record, nextLookSeconds(policy, "asleep", now), now);
    const isSaved = await store.scaling.save({ ...rest, ...tick, version: record.version + 1 }, record);
    return isSaved ? nothing(`${service.name} sleeps until a line of cron fires`) : "outrun";
  };

  /** What is worth a look; of the rest, why not. */
  const sift = async (woken: Woken, now: number): Promise<Seen | Reaction | "outrun"> => {
    const { wake, service, record, actual } = woken;
    const { name, spec } = service;
    if (wake.by === "tick" && wake.generation !== record?.generation) return nothing(`${name} has another tick`);
    if (actual?.status !== "ACTIVE") return nothing(`ECS shows ${name} ${actual?.status ?? "not at all"}`);
    if (!actual.owned) return nothing("the service in ECS is not ours");
    const policy = spec?.scaling;
    if (!policy) return nothing(`${name} is not scaled`);
    const asleep = await sleepOn(woken, now);
    if (asleep) return asleep;
    return { service, policy, actual, record, ...(await placeOf({ store, installation }, service, actual)) };
  };

  return {
    forget,
    async look(woken) {
      const now = clock.now();
      const told = new Map<string, Reaction | Error | "outrun">();
      const found: Seen[] = [];
      for (const one of woken) {
        const sifted = await sift(one, now);
        if (sifted !== "outrun" && "policy" in sifted) found.push(sifted);
        else told.set(one.service.name, sifted);
      }
      if (found.length === 0) return told;
      const read = await readPoints(metrics, found, now);
      const wakes = new Map(woken.map(({ wake }) => [wake.service, wake]));
      const wakeOf = ({ service }: Seen) => wakes.get(service.name) as Wake;
      const outcomes = found.map((seen) =>
        decideOn(seen, read.get(seen.service.name) ?? { points: [] }, wakeOf(seen).by, now),
      );
      const waiting = putOff(outcomes, await store.turns.take(turnsWanted(outcomes), now));
      const actOn = async (outcome: Outcome): Promise<void> => {
        const reaction = act(outcome, wakeOf(outcome.seen), !waiting.has(outcome));
        told.set(outcome.seen.service.name, await reaction.catch(translate));
      };
      const inOrder = outcomes.toSorted(byNeed);
      for (let from = 0; from < inOrder.length; from += actsAtOnce)
        await Promise.all(inOrder.slice(from, from + actsAtOnce).map(actOn));
      return told;
    },
  };
}
