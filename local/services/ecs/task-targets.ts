import type { Target } from "../../cloud.ts";
import { waitsOf } from "./lifecycle.ts";
import { messages, report, reportDraining } from "./service-messages.ts";
import type { Ecs, TaskRecord, TaskTarget } from "./state.ts";

/** Registers the task in the target groups of its deployment. */
export function registerTargets(ecs: Ecs, task: TaskRecord): void {
  for (const { targetGroupArn, containerPort } of task.loadBalancers) {
    if (!task.ip || targetGroupArn === undefined || !ecs.cloud.loadBalancing.targetGroup(targetGroupArn)) continue;
    const target: Target = { ip: task.ip, port: containerPort ?? 0 };
    task.targets.push({ targetGroupArn, target });
    ecs.cloud.loadBalancing.register(targetGroupArn, target);
    if (task.service) report(ecs, task.service, messages.registered(targetGroupArn));
  }
}

/** Starts draining the task everywhere. */
export function deregisterTargets(ecs: Ecs, task: TaskRecord): void {
  for (const { targetGroupArn, target } of task.targets) {
    const health = healthOf(ecs, { targetGroupArn, target });
    if (health === undefined || health === "draining") continue;
    ecs.cloud.loadBalancing.deregister(targetGroupArn, target);
    if (!task.service) continue;
    report(ecs, task.service, messages.deregistered(targetGroupArn));
    if (task.deploymentId) reportDraining(ecs, task.service, task.deploymentId);
  }
}

/** Whether a load balancer may still send the task what was under way when it was deregistered. */
export function draining(ecs: Ecs, task: TaskRecord): boolean {
  return task.targets.some(({ targetGroupArn, target }) => healthOf(ecs, { targetGroupArn, target }) === "draining");
}

export function isAt(task: TaskRecord, targetGroupArn: string, target: Target): boolean {
  return task.targets.some(
    (place) =>
      place.targetGroupArn === targetGroupArn && place.target.ip === target.ip && place.target.port === target.port,
  );
}

/** What the service scheduler makes of a task that should run. */
export type TaskHealth =
  | { readonly kind: "starting" }
  /** RUNNING, and not yet known to be healthy. */
  | { readonly kind: "unproven" }
  | { readonly kind: "healthy" }
  | { readonly kind: "unhealthy"; readonly targetGroupArn: string };

/**
 * Judges a task: by its target groups where it has any (a failure counts once the grace period is over), else healthy
 * at once with container health checks, else after it ran for AWS's 40 s.
 */
export function judge(ecs: Ecs, task: TaskRecord): TaskHealth {
  const startedAt = task.shape.startedAt?.getTime();
  if (task.shape.lastStatus !== "RUNNING" || startedAt === undefined) return { kind: "starting" };
  const age = ecs.world.clock.now() - startedAt;
  if (task.loadBalancers.length > 0) {
    const health = task.targets.map((place) => ({ ...place, health: healthOf(ecs, place) }));
    if (health.length === task.loadBalancers.length && health.every((place) => place.health === "healthy")) {
      return { kind: "healthy" };
    }
    const failing = health.find((place) => place.health === "unhealthy");
    if (failing && age >= (task.service?.gracePeriodSeconds ?? 0) * 1000) {
      return { kind: "unhealthy", targetGroupArn: failing.targetGroupArn };
    }
    return { kind: "unproven" };
  }
  const checked = task.containers.some(({ definition }) => definition.healthCheck);
  return { kind: checked || age >= waitsOf(ecs.world.profile).healthyAfter ? "healthy" : "unproven" };
}

function healthOf(ecs: Ecs, { targetGroupArn, target }: TaskTarget) {
  return ecs.cloud.loadBalancing.health(targetGroupArn, target);
}
