import { nextProvider } from "./capacity.ts";
import { serviceActed } from "./events.ts";
import { backOff, freeFailures, waitsOf } from "./lifecycle.ts";
import { tasksOfService } from "./lookup.ts";
import { unassumableRole } from "./roles.ts";
import { messages, noCapacity, report } from "./service-messages.ts";
import type { DeploymentRecord, Ecs, ServiceRecord, Tags, TaskDefinitionRecord, TaskRecord } from "./state.ts";
import { launchTask } from "./task-launch.ts";

/** Starts tasks of a deployment, or says why none can be started. */
export function startServiceTasks(ecs: Ecs, service: ServiceRecord, deployment: DeploymentRecord, count: number): void {
  const definition = ecs.state.taskDefinitions.get(deployment.taskDefinitionArn);
  const hindrance = definition ? unassumableRole(ecs, definition.shape) : "its task definition was deleted";
  if (!definition || hindrance) {
    report(ecs, service, messages.unlaunched(hindrance ?? ""));
    serviceActed(ecs, service, "SERVICE_TASK_CONFIGURATION_FAILURE", hindrance);
    deployment.failedTasks++;
    slowDown(ecs, service, deployment);
    return;
  }
  const tasks: TaskRecord[] = [];
  for (let place = 0; place < count; place++) {
    const capacityProvider = nextProvider(deployment.strategy, providersOf(ecs, service, deployment));
    if (ecs.state.exhausted.has(capacityProvider ?? "FARGATE")) {
      findNoPlace(ecs, service, deployment);
      break;
    }
    const task = launchTask(ecs, {
      cluster: service.cluster,
      definition,
      service,
      deployment,
      group: `service:${service.name}`,
      startedBy: deployment.id,
      capacityProvider,
      platformVersion: deployment.platformVersion,
      network: deployment.network,
      overrides: {},
      loadBalancers: deployment.loadBalancers,
      enableExecuteCommand: service.enableExecuteCommand,
      tags: tagsFor(service, definition),
    });
    tasks.push(task);
  }
  if (tasks.length > 0) report(ecs, service, messages.started(tasks.map(({ id }) => id)));
}

/** Fargate has no room: ECS makes no task, and tries again later and later. The circuit breaker counts it. */
function findNoPlace(ecs: Ecs, service: ServiceRecord, deployment: DeploymentRecord): void {
  report(ecs, service, messages.unplaced(noCapacity));
  serviceActed(ecs, service, "SERVICE_TASK_PLACEMENT_FAILURE", "RESOURCE:FARGATE");
  deployment.failedTasks++;
  slowDown(ecs, service, deployment);
}

/** Counts a task that ended by itself against its deployment. */
export function countFailure(ecs: Ecs, service: ServiceRecord, deployment: DeploymentRecord, task: TaskRecord): void {
  const { stopCode, stoppedReason, startedAt } = task.shape;
  if (stopCode !== "TaskFailedToStart" && stopCode !== "EssentialContainerExited") return;
  if (!task.healthy) deployment.failedTasks++;
  if (startedAt) return;
  if (stopCode === "TaskFailedToStart") {
    report(ecs, service, messages.unplaced(stoppedReason ?? ""));
    if (!task.interfaceId) serviceActed(ecs, service, "SERVICE_TASK_PLACEMENT_FAILURE", "RESOURCE:ENI");
  }
  slowDown(ecs, service, deployment);
}

/** A start failed: the next ones wait longer and longer, for ever. Only tasks that never reached RUNNING count. */
function slowDown(ecs: Ecs, service: ServiceRecord, deployment: DeploymentRecord): void {
  deployment.failedStarts++;
  deployment.nextStartAt = ecs.world.clock.now() + backOff(deployment.failedStarts, waitsOf(ecs.world.profile));
  if (deployment.failedStarts < freeFailures || deployment.impaired) return;
  deployment.impaired = true;
  report(ecs, service, messages.impaired);
  serviceActed(ecs, service, "SERVICE_TASK_START_IMPAIRED");
}

function providersOf(ecs: Ecs, service: ServiceRecord, deployment: DeploymentRecord): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { deploymentId, shape } of tasksOfService(ecs, service)) {
    const name = shape.capacityProviderName;
    if (!name || deploymentId !== deployment.id || shape.desiredStatus === "STOPPED") continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function tagsFor(service: ServiceRecord, definition: TaskDefinitionRecord): Tags {
  const own =
    service.propagateTags === "SERVICE"
      ? service.tags
      : service.propagateTags === "TASK_DEFINITION"
        ? definition.tags
        : new Map<string, string>();
  const managed: [string, string][] = [
    ["aws:ecs:clusterName", service.cluster.name],
    ["aws:ecs:serviceName", service.name],
  ];
  return new Map([...(service.enableManagedTags ? managed : []), ...own]);
}
