import type { Deployment } from "../store/deployment.ts";
import { hasEnded } from "../store/deployment.ts";
import type { Incident } from "../store/incidents.ts";
import type { Lock } from "../store/locks.ts";
import type { BackOff, ServiceRecord } from "../store/services.ts";
import { wantedCount } from "./count.ts";

/**
 * When a service is held back, and how far. Each level halves the count once more, and holds twice as long: eight tasks
 * that crash become four for five minutes, then two for ten, then one for twenty.
 */
export const backOffPolicy = {
  /** So many tasks must have exited by themselves in so long a time. */
  exits: 3,
  windowMinutes: 10,
  /** No level sooner than this after the one before. */
  pauseMinutes: 2,
  firstMinutes: 5,
  mostMinutes: 60,
  mostLevels: 5,
  /** A service that crashes again so soon after it was let go is held back one level further. */
  rememberedMinutes: 120,
} as const;

const minute = 60_000;

export interface BackOffFacts {
  readonly service: ServiceRecord;
  /** The service's last deployment. */
  readonly latest: Deployment | undefined;
  readonly lock: Lock | undefined;
  /** Its incidents within the window, the newest first. */
  readonly incidents: readonly Incident[];
  /** The latest of them. */
  readonly incident: Incident;
}

export type BackOffDecision =
  | { readonly action: "hold"; readonly backOff: BackOff }
  /** It was held back because of this very incident: what follows from that may not have been done. */
  | { readonly action: "tell"; readonly backOff: BackOff }
  | { readonly action: "nothing"; readonly reason: string };

/** Whether a task ended by itself: as it does in a crash loop, whatever the code. */
export function isOwnExit({ kind, stopCode, cause, startedAt }: Incident): boolean {
  return (
    kind === "task" &&
    stopCode === "EssentialContainerExited" &&
    startedAt !== undefined &&
    (cause === "exited" || cause === "out-of-memory" || cause === "command-not-runnable")
  );
}

/**
 * Decides whether a service whose tasks exit is held back: run with fewer tasks for a while, since ECS starts a task
 * that ran and died again at once, for ever. At least one is kept. What exits during a deployment is the deployment's
 * matter, and what is locked is a person's.
 */
export function decideBackOff(facts: BackOffFacts, now: number): BackOffDecision {
  const { service, latest, lock, incidents, incident } = facts;
  const nothing = (reason: string): BackOffDecision => ({ action: "nothing", reason });
  const before = service.backOff;
  const active = before?.liftedAt === undefined ? before : undefined;
  if (active?.cause === incident.id) return { action: "tell", backOff: active };
  if (service.status !== "ACTIVE" || !service.count) return nothing(`the service is ${service.status}`);
  if (!latest || !hasEnded(latest.status) || service.lease) return nothing("a deployment is under way");
  const wanted = wantedCount(service.count);
  if (wanted === 0) return nothing("no task is wanted");
  const from = Math.max(
    now - backOffPolicy.windowMinutes * minute,
    latest.endedAt ?? 0,
    active?.since ?? before?.liftedAt ?? 0,
  );
  const exits = incidents.filter((one) => isOwnExit(one) && one.at > from);
  if (exits.length < backOffPolicy.exits) return nothing(`${exits.length} of its tasks exited by themselves lately`);
  if (lock) return nothing(`${lock.by} has locked ${lock.name === service.name ? "it" : "all services"}`);
  if (active && active.level >= backOffPolicy.mostLevels) return nothing("it is held back as far as it can be");
  if (active && now < active.since + backOffPolicy.pauseMinutes * minute)
    return nothing("it was held back a moment ago");
  const level = Math.min(backOffPolicy.mostLevels, levelBefore(before, now) + 1);
  const count = Math.max(1, Math.floor(wanted / 2 ** level));
  const minutes = Math.min(backOffPolicy.mostMinutes, backOffPolicy.firstMinutes * 2 ** (level - 1));
  const held = { level, count, since: now, until: now + minutes * minute, cause: incident.id };
  const why = reasonOf(exits, wanted, held, minutes);
  return { action: "hold", backOff: { ...held, why } };
}

function levelBefore(before: BackOff | undefined, now: number): number {
  if (!before) return 0;
  const { level, liftedAt } = before;
  return liftedAt === undefined || now < liftedAt + backOffPolicy.rememberedMinutes * minute ? level : 0;
}

function reasonOf(
  exits: readonly Incident[],
  wanted: number,
  { count, level }: Pick<BackOff, "count" | "level">,
  minutes: number,
): string {
  const many = `${exits.length} tasks exited by themselves within ${backOffPolicy.windowMinutes} minutes (${exits[0]?.summary ?? ""})`;
  const held =
    count === wanted
      ? "one task goes on, which is the least"
      : `${count} instead of ${wanted} for ${minutes} minutes at least, so that the loop costs less`;
  const last = level === backOffPolicy.mostLevels ? " It goes no further than this: someone must look." : "";
  return `${many}: ${held}. A deployment, or a count that someone sets, ends it.${last}`;
}

export type LiftDecision =
  | { readonly action: "lift"; readonly backOff: BackOff; readonly reason: string }
  | { readonly action: "wait"; readonly reason: string }
  /** It is held back no more. */
  | { readonly action: "forget"; readonly reason: string };

/** Decides whether a service that is held back may have its count again: once its time is over, and it is quiet. */
export function decideLift(
  service: ServiceRecord | undefined,
  { incidents, lock }: Pick<BackOffFacts, "incidents" | "lock">,
  now: number,
): LiftDecision {
  const backOff = service?.backOff;
  if (service?.status !== "ACTIVE" || !backOff) return { action: "forget", reason: "it is not held back" };
  const quiet = `no task has exited by itself for ${backOffPolicy.windowMinutes} minutes`;
  // What follows from that may not have been done.
  if (backOff.liftedAt !== undefined) return { action: "lift", backOff, reason: quiet };
  if (now < backOff.until) return { action: "wait", reason: "its time is not over" };
  const exits = incidents.filter((one) => isOwnExit(one) && one.at > now - backOffPolicy.windowMinutes * minute);
  if (exits.length > 0) return { action: "wait", reason: `${exits.length} of its tasks exited by themselves lately` };
  if (lock) return { action: "wait", reason: `${lock.by} has locked it` };
  return { action: "lift", backOff: { ...backOff, liftedAt: now }, reason: quiet };
}
