import type { StoppedTask } from "../ports/stopped-tasks.ts";
import { failedTasks } from "./failure.ts";

/** A deployment of ECS that still runs, and the tasks that stopped meanwhile. */
export interface HopeFacts {
  readonly ecsDeploymentId: string;
  /** How many of its tasks run. */
  readonly runningCount: number;
  readonly stopped: readonly StoppedTask[];
}

/** Who exits so soon after its start has not worked for a moment. */
const atOnceSeconds = 15;

/** Why a container's image cannot be pulled, however often it is tried: it is not there, or not for this processor. */
const imageIsMissing = [
  /^CannotPullContainerError:.*\b(not found|manifest unknown|does not exist|repository \S+ not found)\b/is,
  /^CannotPullContainerError:.*\b(no matching manifest for|does not contain descriptor matching platform)\b/is,
];

/** Why a secret cannot be read, however often it is tried. A denial is none: a role may be some seconds behind. */
const secretIsMissing = [
  /^ResourceInitializationError:.*can't find the specified secret/is,
  /^ResourceInitializationError:.*invalid ssm parameters/is,
  /^ResourceInitializationError:.*did not contain json key/is,
];

/**
 * Tells why a deployment cannot succeed any more, so that nobody waits for ECS's circuit breaker; nothing where there
 * is hope. One task is enough where its image or a secret is not there. A container that exits has two tries, one after
 * the other, in each of which it must exit at once: the first may have met something that was still starting.
 */
export function findHopeless({ ecsDeploymentId, runningCount, stopped }: HopeFacts): string | undefined {
  const failed = failedTasks(ecsDeploymentId, stopped);
  const reasons = failed.map(({ stoppedReason = "" }) => stoppedReason);
  if (reasons.some((reason) => imageIsMissing.some((text) => text.test(reason)))) return "its image is not there";
  if (reasons.some((reason) => secretIsMissing.some((text) => text.test(reason)))) return "a secret is not there";
  const [first] = failed;
  const last = failed.at(-1);
  if (runningCount > 0 || !first || !last || !failed.every(exitedAtOnce)) return undefined;
  const triedAgain = (last.createdAt ?? 0) >= (first.stoppingAt ?? Number.POSITIVE_INFINITY);
  return triedAgain ? "its container exits at once in every try" : undefined;
}

function exitedAtOnce({ stopCode, startedAt, stoppingAt }: StoppedTask): boolean {
  if (stopCode !== "EssentialContainerExited" || stoppingAt === undefined) return false;
  // One that was over before ECS saw it run has no start.
  return stoppingAt < (startedAt ?? stoppingAt) + atOnceSeconds * 1000;
}
