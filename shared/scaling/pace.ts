import { halved } from "./series.ts";
import type { Pace } from "./state.ts";
import { tuning } from "./tuning.ts";

/** What all targets and the forecast ask for together, before rounding. */
export interface Wish {
  readonly calm: number;
  readonly room: number;
  /** What of it no one may hold back: the count that following the load closely would have. */
  readonly followed: number;
}

export type Move = { readonly kind: "out" | "in" | "stay"; readonly count: number; readonly pace: Pace };

interface Situation {
  readonly now: number;
  /** The count that is wanted so far, with what is still starting. */
  readonly desired: number;
  /** No scale-in: for missing data, or a deployment. */
  readonly mayShrink: boolean;
  readonly min: number;
  readonly max: number;
}

/**
 * Turns a wish into a count: out at once, with some more where one scale-out follows another; in when what was wasted is
 * worth a change, which it is the later the more changes were made.
 */
export function pace(wish: Wish, before: Pace, { now, desired, mayShrink, min, max }: Situation): Move {
  const seconds = before.lookedAt === 0 ? 0 : Math.max(0, (now - before.lookedAt) / 1000);
  // What was slept through was not wasted as far as anyone saw.
  const watched = Math.min(seconds, 3 * tuning.lookSeconds);
  const kept = halved(seconds, tuning.thrift.halfLifeSeconds);
  const followed = before.followed === 0 ? wish.followed : before.followed;
  const own = before.own * kept;
  const follower = before.follower * kept + (wish.followed === followed ? 0 : 1);
  const next: Pace = { ...before, own, follower, followed: wish.followed, lookedAt: now };
  const within = (tasks: number) => Math.min(max, Math.max(min, ceil(tasks)));
  const needed = Math.max(wish.calm, wish.room);

  if (within(needed) > desired) {
    const { further } = tuning;
    const quick = before.streak * Math.exp(-(now - before.outAt) / 1000 / further.forgetSeconds);
    const streak = Math.min(further.most, quick + 1);
    const count = within(Math.max(wish.calm * (1 + further.calm * streak), wish.room * (1 + further.room * streak)));
    return { kind: "out", count, pace: { ...next, own: own + 1, streak, outAt: now, changedAt: now, wasteSeconds: 0 } };
  }
  const thrift = thriftOf(next);
  const count = within(needed * (1 + spareOf(next)));
  if (count >= desired) {
    return {
      kind: "stay",
      count: desired,
      pace: { ...next, wasteSeconds: Math.max(0, before.wasteSeconds - watched / 10) },
    };
  }
  const wasteSeconds = before.wasteSeconds + ((desired - count) / Math.max(1, count)) * watched;
  const due = wasteSeconds >= tuning.wasteSeconds * thrift && now - before.changedAt >= tuning.settleSeconds * 1000;
  if (!due || !mayShrink) return { kind: "stay", count: desired, pace: { ...next, wasteSeconds } };
  return { kind: "in", count, pace: { ...next, own: own + 1, changedAt: now, wasteSeconds: 0 } };
}

/** By how much scale-ins are put off, since there were more changes than following the load closely would have made. */
function thriftOf({ own, follower }: Pace): number {
  const allowed = tuning.thrift.share * follower + tuning.thrift.free;
  return Math.max(1, (own / allowed) ** tuning.thrift.power);
}

/** What a scale-in leaves beyond what is needed, as a share of it. */
export function spareOf(pace: Pace): number {
  return Math.min(tuning.spare.most, tuning.spare.least * thriftOf(pace));
}

/** Rounds up, but not for the dust of floating point; nothing is 0 and never -0, which JSON does not know. */
export function ceil(tasks: number): number {
  return Math.ceil(tasks - 1e-9) + 0;
}
