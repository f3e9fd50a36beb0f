import { publicationDelay } from "../../world/publication.ts";
import type { Ecs, ServiceRecord, TaskRecord } from "./state.ts";

/** Everything is published on the minute, what is wanted more often at each third of one. */
const tickMilliseconds = 20_000;

/**
 * Publishes CPU and memory of the services, for as long as containers run whose use can be told: on the minute, or
 * each 20 seconds where the service is set up so. As in CloudWatch, a value stands at the begin of its period.
 */
export function measure(ecs: Ecs): void {
  if (ecs.state.metricsTimer || ecs.state.closed || measurable(ecs).length === 0) return;
  const now = ecs.world.clock.now();
  const due = (Math.floor(now / tickMilliseconds) + 1) * tickMilliseconds;
  ecs.state.metricsTimer = ecs.world.clock.schedule(due - now, () => {
    delete ecs.state.metricsTimer;
    if (ecs.state.closed) return;
    for (const task of measurable(ecs)) {
      const period = (task.service as ServiceRecord).metricSeconds * 1000;
      if (due % period === 0) publish(ecs, task, { from: due - period, to: due });
    }
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
function publish(ecs: Ecs, task: TaskRecord, { from, to }: { from: number; to: number }): void {
  let used = 0;
  let memory = 0;
  for (const container of task.containers) {
    const usage = container.running?.usage();
    if (!usage) continue;
    used += usage.cpu - container.measuredCpu;
    memory += usage.memory;
    container.measuredCpu = usage.cpu;
  }
  const milliseconds = Math.max(1, to - Math.max(from, task.shape.startedAt?.getTime() ?? from));
  const values = {
    // Fargate gives no task more than it reserves; a process on a laptop takes what it gets.
    CPUUtilization: Math.min(100, (used / milliseconds / (Number(task.shape.cpu) / 1024)) * 100),
    MemoryUtilization: (memory / Number(task.shape.memory)) * 100,
  };
  const delay = to - from < 60_000 ? publicationDelay.twentySeconds : publicationDelay.minute;
  ecs.world.clock.schedule(delay, () => put(ecs, task, values, from));
}

function put({ cloud }: Ecs, task: TaskRecord, values: Readonly<Record<string, number>>, timestamp: number): void {
  for (const [name, value] of Object.entries(values)) {
    cloud.metrics.put({
      namespace: "AWS/ECS",
      name,
      dimensions: { ClusterName: task.cluster.name, ServiceName: task.service?.name ?? "" },
      value,
      unit: "Percent",
      timestamp,
    });
  }
}
