/** What happened to the resources of one deployment, as AWS itself would tell. Times are milliseconds since the epoch. */
export interface Timeline {
  /** ECS began its deployment (CreateService or UpdateService took effect), and completed it. */
  readonly began: number;
  readonly completed: number;
  /** A load balancer that this deployment created. */
  readonly loadBalancer?: { readonly created: number; readonly active: number };
  /** The new task that was healthy last. */
  readonly task: {
    readonly created: number;
    readonly pullStarted: number;
    readonly pullStopped: number;
    readonly started: number;
    /** In its target group: registered, and healthy. A worker has neither. */
    readonly registered?: number;
    readonly healthy?: number;
  };
  /** The old task that was gone last: told to go, out of its target group, over. */
  readonly replaced?: { readonly stopping: number; readonly drained: number; readonly stopped: number };
}

/** One wait of a resource. */
export interface Wait {
  readonly name: string;
  readonly seconds: number;
}

/**
 * All waits of the resources, one after the other, as they would be if nothing happened side by side.
 * The first is the load balancer's, the next four are the new task's, the others follow both.
 */
export function resourceWaits(timeline: Timeline): { loadBalancer: Wait[]; task: Wait[]; after: Wait[] } {
  const { began, completed, loadBalancer, task, replaced } = timeline;
  const checkable = Math.max(task.registered ?? task.started, loadBalancer?.active ?? 0);
  const healthy = task.healthy ?? task.started;
  const served = replaced ? replaced.stopped : healthy;
  return {
    loadBalancer: loadBalancer ? [wait("load balancer becomes active", loadBalancer.created, loadBalancer.active)] : [],
    task: [
      wait("ECS schedules the task", began, task.created),
      wait("task is provisioned", task.created, task.pullStarted),
      wait("image is pulled", task.pullStarted, task.pullStopped),
      wait("containers start", task.pullStopped, task.started),
    ],
    after: [
      ...(task.healthy === undefined ? [] : [wait("first health check passes", checkable, healthy)]),
      ...(replaced
        ? [
            wait("ECS turns to the old task", healthy, replaced.stopping),
            wait("old task drains", replaced.stopping, replaced.drained),
            wait("old task stops", replaced.drained, replaced.stopped),
          ]
        : []),
      wait("ECS completes its deployment", served, completed),
    ],
  };
}

/** The longest chain of waits that nothing but AWS makes anyone wait for, if all of ours took no time. */
export function criticalPath(timeline: Timeline): readonly Wait[] {
  const { loadBalancer, task, after } = resourceWaits(timeline);
  return [...(total(loadBalancer) > total(task) ? loadBalancer : task), ...after];
}

export function total(waits: readonly Wait[]): number {
  return waits.reduce((sum, { seconds }) => sum + seconds, 0);
}

function wait(name: string, from: number, until: number): Wait {
  return { name, seconds: Math.max(0, until - from) / 1000 };
}
