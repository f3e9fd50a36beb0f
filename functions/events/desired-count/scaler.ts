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
import { tuning } from "../../../shared/scaling/tuning.ts";
import { newScalingRecord, type ScalingRecord } from "../../../shared/store/scaling.ts";
import type { ServiceRecord } from "../../../shared/store/services.ts";
import type { Store } from "../../../shared/store/store.ts";
import { alarmsFor, arm } from "./alarms.ts";
import { createDoorkeeper, type Passage, whatOf } from "./door.ts";
import type { Wake } from "./event.ts";
import { placeOf, readPoints, type Seen } from "./look.ts";
import { byNeed, decideOn, idleAtOf, nextLookSeconds, type Outcome, putOff, spentUntil, turnsWanted } from "./scale.ts";

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

/** So much later than due a tick is taken for lost, and another one sent. */
const lostMilliseconds = 60_000;

const nothing = (reason: string): Reaction => ({ did: "nothing", reason });

/**
 * Looks at services with scaling. For each: claims what it decided by a conditional write, so that of two that decide
 * at once one acts; then sets the count. The next tick is sent before that write, so that none is lost between the
 * two: one that was sent in vain finds a number in the table that is not its own.
 */
export function createScaler(options: ScalerOptions): Scaler {
  const { store, installation, desiredCounts, metrics, alarms, ticks, clock } = options;

  const doorkeeper = createDoorkeeper(options);

  const forget: Scaler["forget"] = async (service, record) => {
    await alarms.remove(Object.keys(record.alarms));
    if (record.door) await doorkeeper.forget(service);
    await store.scaling.remove(service);
  };

  const isTickOnItsWay = ({ wake, record }: Pick<Woken, "wake" | "record">, now: number): boolean =>
    wake.by !== "tick" && record?.tickAt !== undefined && record.tickAt > now - lostMilliseconds;

  /** Sends the next tick if there is to be one; answers what to remember of it. */
  const tickOn = async (
    woken: Pick<Woken, "wake" | "record">,
    service: ServiceRecord,
    delaySeconds: number | undefined,
    now: number,
  ): Promise<Pick<ScalingRecord, "generation"> & { tickAt?: number }> => {
    const { generation = 0, tickAt } = woken.record ?? {};
    if (delaySeconds === undefined) return { generation: generation + 1 };
    const due = now + delaySeconds * 1000;
    if (isTickOnItsWay(woken, now) && tickAt !== undefined && tickAt <= due) return { generation, tickAt };
    await ticks.send({ service: service.name, generation: generation + 1 }, delaySeconds);
    return { generation: generation + 1, tickAt: due };
  };

  /** A sleeping service whose tick only waits for a line of cron, which has not fired: it is sent on. */
  const sleepOn = async ({ wake, service, record }: Woken, now: number): Promise<Reaction | "outrun" | undefined> => {
    const policy = service.spec?.scaling;
    if (!policy || !isTimed(policy) || !record || wake.by !== "tick" || record.awake) return undefined;
    if (policy.scaleToZero && record.desired > 0) return undefined;
    if (nextFiring(policy, record.lookedAt, now) !== undefined) return undefined;
    const { tickAt: _tickAt, ...rest } = record;
    const tick = await tickOn({ wake, record }, service, nextLookSeconds(policy, "asleep", now), now);
    const isSaved = await store.scaling.save({ ...rest, ...tick, version: record.version + 1 }, record);
    return isSaved ? nothing(`${service.name} sleeps until a line of cron fires`) : "outrun";
  };

  const act = async (outcome: Outcome, wake: Wake, mayChange: boolean): Promise<Reaction | "outrun"> => {
    const { seen, decision, observations } = outcome;
    const { service, policy, actual, record } = seen;
    const now = clock.now();
    const before = record ?? newScalingRecord(service.name);
    const passage = await doorkeeper.decide(outcome, wake);
    // ECS may show a count from before our own last write: who has knocked is not to wait for a task that goes.
    const isRecalled = wake.by === "arrival" && record?.desired === 0 && passage.count > 0;
    const isChange = passage.count !== observations.desired || isRecalled;
    const isPutOff = isChange && !mayChange;
    // What is put off, or waits for the door, is decided anew, from what was remembered before.
    const isHeld = isPutOff || passage.count !== decision.desired;
    // A change may fail to reach ECS: it is seen to at the next look.
    const rest = isChange || passage.turn ? "awake" : passage.rest;
    const looksAgain = rest === "awake";
    const idleAt = idleAtOf(policy, decision.state, passage.count, now);
    // At a door that is to be turned the next look is for a task, not for a point.
    const awakeSeconds =
      isHeld || passage.turn || passage.door?.is === "closed" ? tuning.lookSeconds : decision.lookSeconds;
    const delaySeconds = nextLookSeconds(policy, rest, now, { idleAt, awakeSeconds });
    const tick = await tickOn({ wake, record }, service, delaySeconds, now);
    const standing = looksAgain
      ? before.alarms
      : await arm(alarms, alarmsFor(seen, installation, decision), before.alarms);
    const { tickAt: _tickAt, door: _door, ...kept } = before;
    const next: ScalingRecord = {
      ...kept,
      version: before.version + 1,
      state: isHeld ? before.state : decision.state,
      awake: looksAgain,
      lookedAt: now,
      desired: isPutOff ? observations.desired : passage.count,
      ready: observations.ready,
      spent: spentUntil(before, now),
      alarms: standing,
      ...tick,
      ...(passage.door && { door: passage.door }),
    };
    if (!(await store.scaling.save(next, record))) return "outrun";
    // A removal may have begun meanwhile: whoever writes last takes away what stands.
    const isStill = (looksAgain && !passage.turn) || (await store.services.find(service.name))?.status === "ACTIVE";
    if (!isStill) {
      await forget(service.name, next);
      return nothing(`${service.name} is being removed`);
    }
    await doorkeeper.act(outcome, passage);
    if (isPutOff) return nothing(`${service.name} has its turn in a moment: others need tasks more`);
    const why = passage.reason ?? decision.reasons[0]?.text;
    if (!isChange && !passage.turn) return nothing(why ?? `${service.name} has the ${passage.count} it needs`);
    const did = isChange ? await desiredCounts.set(installation.cluster, actual.name, passage.count) : "turned";
    await note(outcome, passage, wake, next.version);
    return { did, reason: `${whatOf(outcome, passage)}: ${why ?? ""}` };
  };

  /** Among the service's decisions: what changed and all that was looked at, so that a person can ask why. */
  const note = (outcome: Outcome, passage: Passage, wake: Wake, version: number): Promise<void> => {
    const { seen, decision, observations } = outcome;
    const { reasons } = decision;
    return store.decisions.append({
      id: `scale-${version}`,
      service: seen.service.name,
      at: clock.now(),
      by: "scaler",
      what: whatOf(outcome, passage),
      why: [...(passage.reason === undefined ? [] : [passage.reason]), ...reasons.map(({ text }) => text)].join("; "),
      evidence: {
        wokenBy: wake.by,
        ready: observations.ready,
        rules: reasons.map(({ rule }) => rule),
        points: observations.points
          .slice(-6)
          .map(({ metric, endsAt, value }) => ({ metric, endsAt, value: Number(value.toPrecision(4)) })),
      },
    });
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
