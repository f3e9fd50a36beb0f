import type { Ecs, TaskRecord } from "./state.ts";
import { beginStop, stopTask, terminate } from "./task-stop.ts";

/** Fargate gives an interrupted Spot task two minutes at most, whatever its stop timeout says. */
const noticeSeconds = 120;

/**
 * Takes a Spot task's capacity back, as Fargate does: the event with the warning first, SIGTERM with it, SIGKILL after
 * the stop timeout. The load balancer is not told before the task has ended: only whoever reads the warning can.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
export function interruptTask(ecs: Ecs, task: TaskRecord): void {
  const stop = { code: "SpotInterruption", reason: "Your Spot Task was interrupted." } as const;
  if (task.shape.lastStatus !== "RUNNING") stopTask(ecs, task, stop);
  else if (beginStop(ecs, task, stop)) {
    terminate(ecs, task, noticeSeconds);
    ecs.state.observer.stopping(task);
  }
}

/** Loses the host below a task: its containers are gone without a signal, and ECS finds out. */
export function loseHost(ecs: Ecs, task: TaskRecord): void {
  const stop = {
    code: "InfrastructureHealth",
    reason: "The infrastructure that the task ran on became unhealthy.",
  } as const;
  if (task.shape.lastStatus !== "RUNNING") {
    stopTask(ecs, task, stop);
    return;
  }
  if (!beginStop(ecs, task, stop)) return;
  terminate(ecs, task, 0);
  ecs.state.observer.stopping(task);
}
