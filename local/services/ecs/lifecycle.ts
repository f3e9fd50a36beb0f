import type { Profile, Range } from "../../world/profile.ts";
import type { TaskStatus } from "./state.ts";

/**
 * A task's way, in order. A status with a range of the profile ends by itself after that time; the others end by what
 * happens: RUNNING by a wish or an exit, STOPPING with the last container's exit.
 */
const taskPath = {
  PROVISIONING: "taskProvisioning",
  PENDING: "taskPulling",
  ACTIVATING: "taskStarting",
  RUNNING: undefined,
  DEACTIVATING: "taskDeactivating",
  STOPPING: undefined,
  DEPROVISIONING: "taskDeprovisioning",
  STOPPED: undefined,
} as const satisfies Record<TaskStatus, Exclude<keyof Profile, "name"> | undefined>;

/** How long a status of a task lasts, of those that end by themselves. */
export function statusLasts(profile: Profile, status: TaskStatus): Range {
  const range = taskPath[status];
  return range ? profile[range] : [0, 0];
}

/** Waits of the service scheduler that AWS fixes, in milliseconds. */
interface Waits {
  /** RUNNING until a task without load balancer and without health check counts as healthy. */
  readonly healthyAfter: number;
  /** The pause after a start that failed, once `freeFailures` have failed in a row; doubled each time. */
  readonly backOff: number;
  /** The longest such pause. */
  readonly backOffLimit: number;
}

/** AWS: healthy after 40 s, pauses of up to 15 minutes (developer guide: service throttle logic). */
const waits: Readonly<Record<Profile["name"], Waits>> = {
  aws: { healthyAfter: 40_000, backOff: 15_000, backOffLimit: 15 * 60_000 },
  laptop: { healthyAfter: 300, backOff: 500, backOffLimit: 15_000 },
};

export function waitsOf(profile: Profile): Waits {
  return waits[profile.name];
}

/** Starts that may fail in a row before the scheduler slows down and says that it cannot start tasks. */
export const freeFailures = 3;

/** The pause before the next start when `failures` in a row never reached RUNNING: 0, 0, then 15 s, 30 s, … 15 min. */
export function backOff(failures: number, waits: Pick<Waits, "backOff" | "backOffLimit">): number {
  if (failures < freeFailures) return 0;
  return Math.min(waits.backOff * 2 ** (failures - freeFailures), waits.backOffLimit);
}

/** How long a stopped task can still be described. */
export const stoppedTaskStays = 3600_000;

/** SIGTERM until SIGKILL, where the container does not say otherwise. */
export const defaultStopTimeoutSeconds = 30;

export const starting: ReadonlySet<TaskStatus> = new Set(["PROVISIONING", "PENDING", "ACTIVATING"]);
