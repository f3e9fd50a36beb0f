import type { Installation } from "../../../shared/config/installation.ts";
import type { Alarms } from "../../../shared/ports/alarms.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import type { DesiredCounts } from "../../../shared/ports/desired-counts.ts";
import type { Ticks } from "../../../shared/ports/ticks.ts";
import type { Reaction } from "../../../shared/reactions/runner.ts";
import { tuning } from "../../../shared/scaling/tuning.ts";
import { newScalingRecord, type ScalingRecord } from "../../../shared/store/scaling.ts";
import type { Store } from "../../../shared/store/store.ts";
import { alarmsFor, arm } from "./alarms.ts";
import { type Doorkeeper, type Passage, whatOf } from "./door.ts";
import type { Wake } from "./event.ts";
import { sendNextTick } from "./next-tick.ts";
import { idleAtOf, nextLookSeconds, type Outcome, spentUntil } from "./scale.ts";

export interface ActOptions {
  readonly store: Store;
  readonly installation: Installation;
  readonly desiredCounts: DesiredCounts;
  readonly alarms: Alarms;
  readonly ticks: Ticks;
  readonly clock: Clock;
  readonly doorkeeper: Doorkeeper;
  /** Takes away what stands of a service that is scaled no more. */
  readonly forget: (service: string, record: ScalingRecord) => Promise<void>;
}

const nothing = (reason: string): Reaction => ({ did: "nothing", reason });

/** Does what was decided on a service, if it may change its count now. `outrun`: someone else decided on it meanwhile. */
export type Act = (outcome: Outcome, wake: Wake, mayChange: boolean) => Promise<Reaction | "outrun">;

/**
 * Claims what was decided by a conditional write, so that of two that decide at once one acts; then sets the count. The
 * next tick is sent before that write, so that none is lost between the two: one that was sent in vain finds a number in
 * the table that is not its own.
 */
export function createAct(options: ActOptions): Act {
  const { store, installation, desiredCounts, alarms, ticks, clock, doorkeeper, forget } = options;

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

  return async (outcome: Outcome, wake: Wake, mayChange: boolean): Promise<Reaction | "outrun"> => {
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
    const tick = await sendNextTick(ticks, wake, record, delaySeconds, now);
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
}
