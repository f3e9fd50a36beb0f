/**
 * Where the requests of a service go that sleeps while nothing comes: `open`, to its tasks; `closed`, to the target that
 * says "starting" and has the service woken.
 */
export type Door = "open" | "closed";

/** What is seen of a service with a door, and what its load asks for. */
export interface DoorSight {
  readonly door: Door;
  /** When it was last turned, in ms. */
  readonly turnedAt: number;
  /** Whether a task would answer. */
  readonly isHealthy: boolean;
  /** The count that ECS has been asked for, and the one that is wanted now. */
  readonly desired: number;
  readonly wanted: number;
}

export interface DoorDecision {
  readonly door: Door;
  /** The count to ask ECS for now: the last task stays until no request can reach it any more. */
  readonly count: number;
  /** Not yet where it is to be: to be looked at again in a moment. */
  readonly isTurning: boolean;
  readonly reason?: string;
}

/** A load balancer's nodes learn within seconds where requests go; it takes a look later for the task to go. */
const settleMilliseconds = 15_000;

/**
 * In which order a service falls asleep and wakes up, so that no request meets a task that is going or not yet there:
 * the door is closed before the last task goes, and opened once a task is healthy. Pure.
 */
export function decideDoor({ door, turnedAt, isHealthy, desired, wanted }: DoorSight, now: number): DoorDecision {
  if (wanted === 0) {
    if (desired === 0 && door === "closed") return { door, count: 0, isTurning: false };
    if (door === "open")
      return {
        door: "closed",
        count: desired,
        isTurning: true,
        reason: "no task is needed: requests are answered for it before the last task goes",
      };
    const isSettled = now - turnedAt >= settleMilliseconds;
    return { door, count: isSettled ? 0 : desired, isTurning: !isSettled };
  }
  if (door === "open") {
    if (desired > 0) return { door, count: wanted, isTurning: false };
    return { door: "closed", count: wanted, isTurning: true, reason: "no task runs yet that could answer requests" };
  }
  if (isHealthy)
    return { door: "open", count: wanted, isTurning: false, reason: "a task is healthy: requests go to it" };
  return { door, count: wanted, isTurning: true };
}
