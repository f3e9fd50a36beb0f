import { waitsOf } from "./lifecycle.ts";
import type { Ecs, TaskRecord } from "./state.ts";

/** Publishes CPU and memory of the services every minute, for as long as containers run whose use can be told. */
export function measure(ecs: Ecs): void {
  if (ecs.state.metricsTimer || ecs.state.closed || measurable(ecs).length === 0) return;
  const { metrics } = waitsOf(ecs.world.profile);
  ecs.state.metricsTimer = ecs.world.clock.schedule(metrics, () => {
    delete ecs.state.metricsTimer;
    if (ecs.state.closed) return;
    for (const task of measurable(ecs)) publish(ecs, task, metrics);
    measure(ecs);
  });
}

function measurable(ecs: Ecs): TaskRecord[] {
  return [...ecs.state.tasks.values()].filter(
    (task) =>
      task.service &&
      task.shape.lastStatus === "RUNNING" &&
      task.containers.some((container) => container.running?.usage() !== undefined),
  );
}

/** One value a task, in percent of what its definition reserves, so that CloudWatch can average over the service. */
function publish(ecs: Ecs, task: TaskRecord, interval: number): void {
  const now = ecs.world.clock.now();
  let used = 0;
  let memory = 0;
  for (const container of task.containers) {
    const usage = container.running?.usage();
    if (!usage) continue;
    used += usage.cpu - container.measuredCpu;
    memory += usage.memory;
    container.measuredCpu = usage.cpu;
  }
  const period = Math.max(1, Math.min(interval, now - (task.shape.startedAt?.getTime() ?? now)));
  const values = {
    CPUUtilization: (used / period / (Number(task.shape.cpu) / 1024)) * 100,
    MemoryUtilization: (memory / Number(task.shape.memory)) * 100,
  };
  for (const [name, value] of Object.entries(values)) {
    ecs.cloud.metrics.put({
      namespace: "AWS/ECS",
      name,
      dimensions: { ClusterName: task.cluster.name, ServiceName: task.service?.name ?? "" },
      value,
      unit: "Percent",
      timestamp: now,
    });
  }
}
