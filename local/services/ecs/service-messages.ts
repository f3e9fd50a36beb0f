import { dateNow } from "./lookup.ts";
import type { Ecs, ServiceRecord } from "./state.ts";

/** What a service's `events` say, in ECS's own words. */
export const noCapacity =
  "Capacity is unavailable at this time. Please try again later or in a different availability zone";

export const messages = {
  started: (ids: readonly string[]) => `has started ${ids.length} tasks: ${tasks(ids)}.`,
  stopped: (ids: readonly string[]) => `has stopped ${ids.length} running tasks: ${tasks(ids)}.`,
  registered: (targetGroupArn: string) => `registered 1 targets in (target-group ${targetGroupArn})`,
  deregistered: (targetGroupArn: string) => `deregistered 1 targets in (target-group ${targetGroupArn})`,
  unplaced: (reason: string) => `was unable to place a task. Reason: ${reason}.`,
  unhealthy: (id: string, targetGroupArn: string) =>
    `(task ${id}) failed ELB health checks in (target-group ${targetGroupArn}).`,
  unlaunched: (reason: string) => `failed to launch a task with (error ${reason}).`,
  impaired:
    "is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
  steady: "has reached a steady state.",
  completed: (deploymentId: string) => `(deployment ${deploymentId}) deployment completed.`,
  failed: (deploymentId: string) => `(deployment ${deploymentId}) deployment failed: tasks failed to start.`,
  rollingBack: (deploymentId: string) => `rolling back to deployment ${deploymentId}.`,
} as const;

const tasks = (ids: readonly string[]): string => ids.map((id) => `(task ${id})`).join(" ");

const eventsKept = 100;

/** Writes `(service hello) <message>` into the service's events. */
export function report(ecs: Ecs, service: ServiceRecord, message: string): void {
  record(ecs, service, `(service ${service.name}) ${message}`);
}

/** Says that tasks are drained, the one message which names their deployment. */
export function reportDraining(ecs: Ecs, service: ServiceRecord, deploymentId: string): void {
  record(ecs, service, `(service ${service.name}, taskSet ${deploymentId}) has begun draining connections on 1 tasks.`);
}

function record(ecs: Ecs, service: ServiceRecord, message: string): void {
  service.events.unshift({ id: ecs.world.random.uuid(), createdAt: dateNow(ecs), message });
  service.events.length = Math.min(service.events.length, eventsKept);
}
