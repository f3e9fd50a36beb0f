import { type Cause, isFinal } from "../incidents/cause.ts";
import { classifyStop } from "../incidents/classify-stop.ts";
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

/**
 * Tells why a deployment cannot succeed any more, so that nobody waits for ECS's circuit breaker; nothing where there
 * is hope. One task is enough where its image or a secret is not there. A container that exits has two tries, one after
 * the other, in each of which it must exit at once: the first may have met something that was still starting.
 */
export function findHopeless({ ecsDeploymentId, runningCount, stopped }: HopeFacts): string | undefined {
  const failed = failedTasks(ecsDeploymentId, stopped);
  const final = failed.map((task) => classifyStop(task).cause).find(isFinal);
  if (final) return whatIsMissing(final);
  const [first] = failed;
  const last = failed.at(-1);
  if (runningCount > 0 || !first || !last || !failed.every(exitedAtOnce)) return undefined;
  const triedAgain = (last.createdAt ?? 0) >= (first.stoppingAt ?? Number.POSITIVE_INFINITY);
  return triedAgain ? "its container exits at once in every try" : undefined;
}

function whatIsMissing(cause: Cause): string {
  return cause === "secret-missing" ? "a secret is not there" : "its image is not there";
}

function exitedAtOnce({ stopCode, startedAt, stoppingAt }: StoppedTask): boolean {
  if (stopCode !== "EssentialContainerExited" || stoppingAt === undefined) return false;
  // One that was over before ECS saw it run has no start.
  return stoppingAt < (startedAt ?? stoppingAt) + atOnceSeconds * 1000;
}
