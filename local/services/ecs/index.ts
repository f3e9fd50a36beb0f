import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";
import { interruptTask, loseHost } from "./interruption.ts";
import { measure } from "./metrics.ts";
import { permissions } from "./permissions.ts";
import { deploymentOf, wake } from "./scheduler.ts";
import { countFailure } from "./service-tasks.ts";
import { interruptSpot } from "./spot.ts";
import { type Ecs, emptyState, type TaskRecord } from "./state.ts";
import { taggedResources } from "./tags.ts";

/** A task that has containers, for those who want to find or to kill its processes. */
export interface RunningTask {
  readonly taskArn: string;
  readonly taskId: string;
  readonly cluster: string;
  /** `service:hello`, or `family:hello` for a task of no service. */
  readonly group: string;
  readonly lastStatus: string;
  readonly capacityProvider?: string;
  readonly ip?: string;
  readonly containers: readonly { readonly name: string; readonly processId?: number }[];
}

export interface LocalEcs {
  readonly service: Service;
  /** The tasks that have not stopped. */
  tasks(): readonly RunningTask[];
  /** Kills the task's containers as a crash would; ECS finds out by their exit. `false` when there is no such task. */
  killTask(taskArn: string): boolean;
  /** Takes all Spot capacity back at once. Answers how many tasks that stops. */
  interruptSpot(): number;
  /** Leaves the named capacity providers without capacity from now on; none named gives it back. */
  exhaust(capacityProviders: readonly string[]): void;
  /** Takes one task's capacity back, as Fargate Spot does. `false` when there is no such task. */
  interruptTask(taskArn: string): boolean;
  /** Loses the host below a task. `false` when there is no such task. */
  loseHost(taskArn: string): boolean;
  /** Ends all containers and all timers. */
  close(): Promise<void>;
}

/** Makes the local cloud's ECS. */
export function createEcs(host: Host): LocalEcs {
  const ecs: Ecs = { ...host, state: emptyState() };
  const { state } = ecs;
  state.observer = {
    running(task) {
      const deployment = task.service && deploymentOf(task.service, task);
      if (deployment) Object.assign(deployment, { failedStarts: 0, impaired: false, nextStartAt: 0 });
      if (task.service) wake(ecs, task.service);
      measure(ecs);
    },
    stopping(task) {
      const deployment = task.service && deploymentOf(task.service, task);
      if (!task.service) return;
      if (deployment) countFailure(ecs, task.service, deployment, task);
      wake(ecs, task.service);
    },
    ended(task) {
      if (task.service) wake(ecs, task.service);
    },
  };
  host.cloud.tags.provide(() => taggedResources(state), "ecs");
  const close = async (): Promise<void> => endAll(ecs);
  return {
    service: defineService({ kind: "ecs", prefix: "ecs", host, state, actions, permissions, close }),
    tasks: () => [...state.tasks.values()].filter(({ shape }) => shape.lastStatus !== "STOPPED").map(runningTask),
    interruptTask(taskArn) {
      const task = state.tasks.get(taskArn);
      if (task) interruptTask(ecs, task);
      return task !== undefined;
    },
    loseHost(taskArn) {
      const task = state.tasks.get(taskArn);
      if (task) loseHost(ecs, task);
      return task !== undefined;
    },
    killTask(taskArn) {
      const task = state.tasks.get(taskArn);
      for (const container of task?.containers ?? []) container.running?.stop({ force: true });
      return task !== undefined;
    },
    interruptSpot: () => interruptSpot(ecs),
    exhaust(capacityProviders) {
      state.exhausted.clear();
      for (const name of capacityProviders) state.exhausted.add(name);
    },
    close,
  };
}

function runningTask({ arn, id, cluster, shape, ip, containers }: TaskRecord): RunningTask {
  return {
    taskArn: arn,
    taskId: id,
    cluster: cluster.name,
    group: shape.group ?? "",
    lastStatus: shape.lastStatus,
    ...(shape.capacityProviderName && { capacityProvider: shape.capacityProviderName }),
    ...(ip && { ip }),
    containers: containers.map(({ definition, running }) => ({
      name: definition.name ?? "",
      ...(running?.processId !== undefined && { processId: running.processId }),
    })),
  };
}

function endAll({ state }: Ecs): void {
  state.closed = true;
  state.unsubscribe?.();
  state.metricsTimer?.cancel();
  for (const { pass } of state.services.values()) pass?.cancel();
  for (const task of state.tasks.values()) {
    task.timer?.cancel();
    for (const container of task.containers) {
      container.killTimer?.cancel();
      if (!container.exited) container.running?.stop({ force: true });
    }
  }
}
