import type { RunningTask } from "../services/ecs/index.ts";
import { BadFault, type TaskFault } from "./fault.ts";

/** What can befall a task. */
export interface TaskMishaps {
  tasks(): readonly RunningTask[];
  killTask(taskArn: string): boolean;
  interruptTask(taskArn: string): boolean;
  loseHost(taskArn: string): boolean;
}

/** Strikes the first task that the fault names, or all Spot tasks of a service. Answers which. */
export function strikeTasks(mishaps: TaskMishaps, fault: TaskFault): readonly string[] {
  const struck = choose(mishaps, fault);
  const strike = {
    "spot-interruption": mishaps.interruptTask,
    "kill-task": mishaps.killTask,
    "host-lost": mishaps.loseHost,
  }[fault.kind];
  for (const { taskArn } of struck) strike(taskArn);
  return struck.map(({ taskId }) => taskId);
}

function choose(mishaps: TaskMishaps, { kind, service, task }: TaskFault): readonly RunningTask[] {
  const all = mishaps.tasks();
  const isSpot = kind === "spot-interruption";
  const named = all.filter(
    ({ group, taskId, taskArn, lastStatus, capacityProvider }) =>
      (service === undefined || group === `service:${service}` || group.startsWith(`service:${service}-`)) &&
      (task === undefined || taskId === task || taskArn === task) &&
      lastStatus === "RUNNING" &&
      (!isSpot || capacityProvider === "FARGATE_SPOT" || task !== undefined),
  );
  if (named.length > 0) return isSpot ? named : named.slice(0, 1);
  const field = task === undefined ? "service" : "task";
  const groups = [...new Set(all.map(({ group }) => group))].join(", ") || "none";
  throw new BadFault(
    field,
    `No ${isSpot && task === undefined ? "task on FARGATE_SPOT" : "task"} runs of ${field} ${task ?? service ?? "(any)"}; tasks run of: ${groups}.`,
  );
}
