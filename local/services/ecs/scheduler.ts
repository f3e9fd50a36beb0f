import type { Target } from "../../cloud.ts";
import { draw } from "../../world/world.ts";
import { resetsOnHealthyTask, thresholdOf } from "./circuit-breaker.ts";
import { completeDeployment, failDeployment } from "./deployments.ts";
import { serviceActed } from "./events.ts";
import { tasksOfService } from "./lookup.ts";
import { type Action, type ServiceFacts, schedule, type TaskFacts } from "./schedule.ts";
import { messages, report } from "./service-messages.ts";
import { startServiceTasks } from "./service-tasks.ts";
import type { DeploymentRecord, Ecs, ServiceRecord, TaskRecord } from "./state.ts";
import { awaitDrained, stopTask } from "./task-stop.ts";
import { isAt, judge } from "./task-targets.ts";

/** Lets the scheduler look at the service soon. It looks again until all is as desired, and sleeps then. */
export function wake(ecs: Ecs, service: ServiceRecord): void {
  if (ecs.state.closed || service.pass || service.status === "INACTIVE") return;
  service.pass = ecs.world.clock.schedule(draw(ecs.world, ecs.world.profile.schedulerPass), () => {
    delete service.pass;
    if (!ecs.state.closed) look(ecs, service);
  });
}

function look(ecs: Ecs, service: ServiceRecord): void {
  const tasks = tasksOfService(ecs, service);
  const facts = tasks.map((task) => taskFacts(ecs, service, task));
  const decision = schedule(serviceFacts(service), facts, ecs.world.clock.now());
  for (const action of decision.actions) act(ecs, service, action);
  if (decision.steady && !service.steady) {
    report(ecs, service, messages.steady);
    serviceActed(ecs, service, "SERVICE_STEADY_STATE");
  }
  service.steady = decision.steady;
  if (!decision.rest) wake(ecs, service);
}

function serviceFacts(service: ServiceRecord): ServiceFacts {
  const { configuration } = service;
  const early = configuration.earlySuccessCriteria;
  return {
    desiredCount: service.desiredCount,
    minimumHealthyPercent: configuration.minimumHealthyPercent ?? 100,
    maximumPercent: configuration.maximumPercent ?? 200,
    earlySuccess: early?.enable
      ? {
          healthyPercent: early.healthyPercent ?? 100,
          deferred: early.sourceServiceRevisionCleanup === "DEFERRED",
        }
      : undefined,
    draining: service.status === "DRAINING",
    deployments: service.deployments.map((deployment) => ({
      id: deployment.id,
      rolloutState: deployment.rolloutState,
      failedTasks: deployment.failedTasks,
      threshold: thresholdOf(configuration, service.desiredCount),
      nextStartAt: deployment.nextStartAt,
    })),
  };
}

/** A task as the decision sees it. The first time that it is found healthy, its deployment's failures are forgotten. */
function taskFacts(ecs: Ecs, service: ServiceRecord, task: TaskRecord): TaskFacts {
  const phase = phaseOf(ecs, task);
  if (phase === "healthy" && !task.healthy) {
    task.healthy = true;
    const deployment = deploymentOf(service, task);
    if (deployment && resetsOnHealthyTask(service.configuration)) deployment.failedTasks = 0;
  }
  return {
    id: task.arn,
    deploymentId: task.deploymentId ?? "",
    createdAt: task.shape.createdAt?.getTime() ?? 0,
    phase,
  };
}

function phaseOf(ecs: Ecs, task: TaskRecord): TaskFacts["phase"] {
  if (task.shape.lastStatus === "DEPROVISIONING" || task.shape.lastStatus === "STOPPED") return "ended";
  return task.shape.desiredStatus === "STOPPED" ? "stopping" : judge(ecs, task).kind;
}

export function deploymentOf(service: ServiceRecord, task: TaskRecord): DeploymentRecord | undefined {
  return service.deployments.find(({ id }) => id === task.deploymentId);
}

function act(ecs: Ecs, service: ServiceRecord, action: Action): void {
  switch (action.kind) {
    case "stop":
      stopTasks(ecs, service, action);
      break;
    case "deactivate":
      service.status = "INACTIVE";
      service.deployments = [];
      break;
    default: {
      const deployment = service.deployments.find(({ id }) => id === action.deploymentId);
      if (deployment) actOnDeployment(ecs, service, deployment, action);
    }
  }
}

function actOnDeployment(
  ecs: Ecs,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  action: Exclude<Action, { kind: "stop" | "deactivate" }>,
): void {
  switch (action.kind) {
    case "start":
      startServiceTasks(ecs, service, deployment, action.count);
      break;
    case "complete":
      completeDeployment(ecs, service, deployment);
      break;
    case "fail":
      failDeployment(ecs, service, deployment, {
        rollback: service.configuration.deploymentCircuitBreaker?.rollback === true,
        cause: "ECS deployment circuit breaker",
        reason: "tasks failed to start.",
      });
      break;
    case "forget":
      service.deployments = service.deployments.filter((one) => one !== deployment);
      break;
  }
}

function stopTasks(ecs: Ecs, service: ServiceRecord, action: Extract<Action, { kind: "stop" }>): void {
  const tasks = action.tasks.flatMap((arn) => ecs.state.tasks.get(arn) ?? []);
  for (const task of tasks) {
    const health = judge(ecs, task);
    if (action.why === "unhealthy" && health.kind === "unhealthy") {
      report(ecs, service, messages.unhealthy(task.id, health.targetGroupArn));
      const deployment = deploymentOf(service, task);
      if (deployment) deployment.failedTasks++;
    }
    const reason =
      health.kind === "unhealthy" && action.why === "unhealthy"
        ? `Task failed ELB health checks in (target-group ${health.targetGroupArn})`
        : `Scaling activity initiated by (deployment ${service.deployments[0]?.id ?? task.deploymentId})`;
    stopTask(ecs, task, { code: "ServiceSchedulerInitiated", reason, drain: true });
  }
  report(ecs, service, messages.stopped(tasks.map(({ id }) => id)));
}

/** Follows the health of targets, from the first service with a target group on. */
export function listenToHealth(ecs: Ecs): void {
  ecs.state.unsubscribe ??= ecs.cloud.loadBalancing.onHealthChange((targetGroupArn: string, target: Target) => {
    for (const task of ecs.state.tasks.values()) {
      if (!isAt(task, targetGroupArn, target)) continue;
      awaitDrained(ecs, task);
      if (task.service) wake(ecs, task.service);
    }
  });
}
