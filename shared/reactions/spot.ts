import { classifyStop } from "../incidents/classify-stop.ts";
import { usesSpot } from "../model/capacity.ts";
import type { ActualService } from "../plan/facts.ts";
import type { Deployment } from "../store/deployment.ts";
import type { Lock } from "../store/locks.ts";
import type { ServiceRecord } from "../store/services.ts";
import type { SpotWish } from "../store/wishes.ts";

/**
 * When a service leaves Spot, and how often it tries to return: after one hour on demand, then after two, four, and so
 * on up to a day. Each move replaces all of its tasks.
 */
export const spotPolicy = {
  /** For so long after the first sign ECS may still find a place by itself. */
  settleSeconds: 120,
  /** ECS tries again at least every 15 minutes: an older failure to place a task says nothing of now. */
  signMinutes: 20,
  /** No two moves closer to one another. */
  leastMinutes: 60,
  mostMinutes: 24 * 60,
} as const;

const minute = 60_000;

/** The wish once ECS has found no capacity for a task of the service; nothing where there is nothing new to do. */
export function wishSpot(
  service: Pick<ServiceRecord, "name" | "status" | "spec" | "fallback">,
  why: string,
  before: SpotWish | undefined,
  now: number,
): Omit<SpotWish, "revision"> | undefined {
  const { name, status, spec, fallback } = service;
  if (status !== "ACTIVE" || !spec || !usesSpot(spec) || fallback) return undefined;
  const settled = now + spotPolicy.settleSeconds * 1000;
  if (!before) return { kind: "spot", service: name, why, notBefore: settled, moves: 0 };
  // It went back to Spot, which is gone again: that is no reason to wait for as long as if the return had failed.
  const notBefore = Math.max(settled, (before.movedAt ?? 0) + spotPolicy.leastMinutes * minute);
  return notBefore < before.notBefore ? { ...before, why, notBefore } : undefined;
}

/** The wish once a move has begun: the next one is the other way, or the same again where it failed. */
export function countMove(wish: Omit<SpotWish, "revision">, now: number): Omit<SpotWish, "revision"> {
  const minutes = Math.min(spotPolicy.mostMinutes, spotPolicy.leastMinutes * 2 ** wish.moves);
  return { ...wish, moves: wish.moves + 1, movedAt: now, notBefore: now + minutes * minute };
}

/** What ECS says where it finds no capacity for the tasks that are missing; nothing where none is, or for another reason. */
export function findLack(
  service: Pick<ActualService, "status" | "desiredCount" | "runningCount" | "pendingCount" | "unplaced"> | undefined,
  now: number,
): string | undefined {
  if (service?.status !== "ACTIVE") return undefined;
  const { desiredCount, runningCount, pendingCount, unplaced } = service;
  if (runningCount + pendingCount >= desiredCount || !unplaced) return undefined;
  if (unplaced.at < now - spotPolicy.signMinutes * minute) return undefined;
  if (classifyStop({ stoppedReason: unplaced.reason, containers: [] }).cause !== "no-capacity") return undefined;
  return `${runningCount} of ${desiredCount} tasks run, and ECS ${unplaced.reason}`;
}

export interface SpotFacts {
  readonly service: ServiceRecord | undefined;
  /** The service's last deployment, ended or not. */
  readonly latest: Deployment | undefined;
  readonly underWay: Deployment | undefined;
  readonly lock: Lock | undefined;
  /** What ECS shows of it. */
  readonly actual: ActualService | undefined;
  readonly now: number;
}

/** What becomes of a wished move, and why. `keep`: it is looked at again in a minute. */
export type SpotDecision =
  | { readonly action: "fall-back" | "return"; readonly reason: string }
  | { readonly action: "keep" | "nothing"; readonly reason: string };

/**
 * Decides whether a service leaves Spot for want of capacity, or returns. Nobody announces that there is capacity again:
 * the return is tried, beside the tasks which serve, and undone where it fails.
 */
export function decideSpot({ notBefore, movedAt }: SpotWish, facts: SpotFacts): SpotDecision {
  const { service, latest, underWay, lock, actual, now } = facts;
  const nothing = (reason: string): SpotDecision => ({ action: "nothing", reason });
  const keep = (reason: string): SpotDecision => ({ action: "keep", reason });
  if (!service?.spec || service.release === undefined) return nothing("no release of it serves");
  if (service.status !== "ACTIVE") return nothing(`it is ${service.status}`);
  if (!usesSpot(service.spec)) return nothing("its manifest does not ask for Spot");
  if (now < notBefore) return keep("it is not time yet");
  if (underWay) return keep(`deployment ${underWay.id} is ${underWay.status}`);
  if (latest?.status === "HELD") return keep("a failed version was left standing, as onFailure: hold asks");
  const lack = service.fallback ? undefined : findLack(actual, now);
  if (!service.fallback && lack === undefined) return nothing("it does not lack capacity");
  if (lock) return keep(`${lock.by} has locked ${lock.name}: ${lock.reason}`);
  if (lack !== undefined) return { action: "fall-back", reason: lack };
  const minutes = Math.round((now - (movedAt ?? service.fallback?.since ?? now)) / minute);
  return { action: "return", reason: `${minutes} minutes after the last move Spot is tried again` };
}
