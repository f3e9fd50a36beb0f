import { isWished } from "../incidents/cause.ts";
import { classifyStop } from "../incidents/classify-stop.ts";
import type { StoppedTask } from "../ports/stopped-tasks.ts";

/** Why a deployment of ECS did not come to its end, and the tasks that stopped meanwhile. */
export interface FailureFacts {
  /** What ECS, or our own patience, says. */
  readonly reason: string;
  /** The deployment of ECS which failed. */
  readonly ecsDeploymentId: string;
  readonly stopped: readonly StoppedTask[];
}

/**
 * Says why a deployment failed so that a person can mend it: ECS's own words ("the circuit breaker …") never name the
 * cause, but what became of its tasks does.
 *
 * `tasks failed to start. 3 tasks stopped, the last one because of this: Essential container in task exited; container
 * orders exited with code 3.`
 */
export function describeFailure({ reason, ecsDeploymentId, stopped }: FailureFacts): string {
  const failed = failedTasks(ecsDeploymentId, stopped);
  const last = failed.at(-1);
  if (!last) return sentence(reason);
  const many = failed.length === 1 ? "A task stopped" : `${failed.length} tasks stopped, the last one`;
  return `${sentence(reason)} ${many} because of this: ${sentence(whyStopped(last))}`;
}

/** The tasks of a deployment of ECS that failed, in the order in which they stopped. */
export function failedTasks(ecsDeploymentId: string, stopped: readonly StoppedTask[]): readonly StoppedTask[] {
  return stopped.filter((task) => task.startedBy === ecsDeploymentId && hasFailed(task)).toSorted(byTime);
}

/** What the scheduler stops to make room for another version, or to go back to one, has not; nor what a person stops. */
function hasFailed(task: StoppedTask): boolean {
  return !isWished(classifyStop(task).cause);
}

function byTime(one: StoppedTask, other: StoppedTask): number {
  return (one.stoppingAt ?? 0) - (other.stoppingAt ?? 0);
}

function whyStopped({ stopCode, stoppedReason, containers }: StoppedTask): string {
  const reasons = [
    stoppedReason,
    ...containers.flatMap(({ name, exitCode, reason }) => [
      // What the scheduler ends was told to exit: its code says nothing.
      stopCode === "EssentialContainerExited" && exitCode !== undefined
        ? `container ${name} exited with code ${exitCode}`
        : undefined,
      reason,
    ]),
  ].flatMap((text) => (text ? [withoutStop(text)] : []));
  return reasons.length === 0 ? (stopCode ?? "ECS does not say") : [...new Set(reasons)].join("; ");
}

function sentence(text: string): string {
  return `${withoutStop(text)}.`;
}

function withoutStop(text: string): string {
  return text.trim().replace(/\.+$/, "");
}
