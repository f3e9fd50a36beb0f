import { draw } from "../../world/world.ts";
import { taskChanged } from "./events.ts";
import { defaultStopTimeoutSeconds } from "./lifecycle.ts";
import { dateNow } from "./lookup.ts";
import type { ContainerRecord, Ecs, StopCode, TaskRecord } from "./state.ts";
import { enter, goOn } from "./task-status.ts";
import { deregisterTargets, draining } from "./task-targets.ts";

export interface Stop {
  readonly code: StopCode;
  readonly reason: string;
  /** Let the load balancer finish before the containers are told to stop, as the service scheduler does. */
  readonly drain?: boolean;
}

/** Stops a task for good. Of several calls the first counts. */
export function stopTask(ecs: Ecs, task: TaskRecord, stop: Stop): void {
  const { shape } = task;
  if (!markStopping(ecs, task, stop)) return;
  if (shape.lastStatus === "ACTIVATING" || shape.lastStatus === "RUNNING") deactivate(ecs, task);
  else deprovision(ecs, task);
  ecs.state.observer.stopping(task);
}

/** Tells that a running task is to stop, before anything is done about it. `false` when it is to stop already. */
export function beginStop(ecs: Ecs, task: TaskRecord, stop: Stop): boolean {
  if (!markStopping(ecs, task, stop)) return false;
  taskChanged(ecs, task);
  return true;
}

function markStopping(ecs: Ecs, task: TaskRecord, stop: Stop): boolean {
  const { shape } = task;
  if (shape.desiredStatus === "STOPPED") return false;
  task.timer?.cancel();
  task.drain = stop.drain ?? false;
  shape.desiredStatus = "STOPPED";
  shape.stopCode = stop.code;
  shape.stoppedReason = stop.reason;
  shape.stoppingAt = dateNow(ecs);
  return true;
}

/** Ends a task that cannot start. */
export function failStart(ecs: Ecs, task: TaskRecord, reason: string): void {
  stopTask(ecs, task, { code: "TaskFailedToStart", reason });
}

/** DEACTIVATING: takes the task out of its target groups. */
function deactivate(ecs: Ecs, task: TaskRecord): void {
  deregisterTargets(ecs, task);
  enter(ecs, task, "DEACTIVATING", () => awaitDrained(ecs, task));
}

/** Goes on to STOPPING once the load balancer has let go of the task. Looks again at every pass, and when told. */
export function awaitDrained(ecs: Ecs, task: TaskRecord): void {
  if (task.shape.lastStatus !== "DEACTIVATING") return;
  task.timer?.cancel();
  if (!task.drain || !draining(ecs, task)) {
    terminate(ecs, task);
    return;
  }
  task.timer = ecs.world.clock.schedule(draw(ecs.world, ecs.world.profile.schedulerPass), () =>
    awaitDrained(ecs, task),
  );
}

/** STOPPING: SIGTERM to each container, SIGKILL after its stop timeout, or after `mostSeconds` where that is sooner. */
export function terminate(ecs: Ecs, task: TaskRecord, mostSeconds = Number.POSITIVE_INFINITY): void {
  enter(ecs, task, "STOPPING");
  for (const container of task.containers) {
    if (!container.running || container.exited) continue;
    if (mostSeconds === 0) {
      container.running.stop({ force: true });
      continue;
    }
    const patience = Math.min(stopTimeout(container), mostSeconds * 1_000);
    container.killTimer = ecs.world.clock.schedule(patience, () => container.running?.stop({ force: true }));
    container.running.stop();
  }
  containersEnded(ecs, task);
}

function stopTimeout(container: ContainerRecord): number {
  return (container.definition.stopTimeout ?? defaultStopTimeoutSeconds) * 1000;
}

/** Goes on when the last container has exited; called after each exit. */
export function containersEnded(ecs: Ecs, task: TaskRecord): void {
  if (task.shape.lastStatus !== "STOPPING") return;
  if (task.containers.some((container) => container.running && !container.exited)) return;
  task.shape.executionStoppedAt = dateNow(ecs);
  deprovision(ecs, task);
}

/** DEPROVISIONING: gives the network interface back. */
function deprovision(ecs: Ecs, task: TaskRecord): void {
  deregisterTargets(ecs, task);
  if (task.ip) ecs.cloud.network.unbind(task.ip);
  enter(ecs, task, "DEPROVISIONING");
  goOn(ecs, task, "DEPROVISIONING", () => stopped(ecs, task));
  ecs.state.observer.ended(task);
}

function stopped(ecs: Ecs, task: TaskRecord): void {
  if (task.interfaceId) ecs.cloud.ec2.deleteInterface(task.interfaceId);
  for (const attachment of task.shape.attachments ?? []) attachment.status = "DELETED";
  for (const { shape } of task.containers) shape.lastStatus = "STOPPED";
  task.shape.stoppedAt = dateNow(ecs);
  task.shape.healthStatus = "UNKNOWN";
  enter(ecs, task, "STOPPED");
  ecs.state.observer.ended(task);
}
