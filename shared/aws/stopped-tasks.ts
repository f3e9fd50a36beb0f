import { type Container, DescribeTasksCommand, type ECSClient, ListTasksCommand, type Task } from "@aws-sdk/client-ecs";
import type { StoppedTask, StoppedTasks } from "../ports/stopped-tasks.ts";
import { answerOr } from "./answer-or.ts";

/** DescribeTasks takes no more at once, and a hundred tasks are enough to know why they stop. */
const tasksAtOnce = 100;

export function createStoppedTasks(client: ECSClient): StoppedTasks {
  return {
    async list(cluster, service) {
      const page = await answerOr(
        client.send(
          new ListTasksCommand({ cluster, serviceName: service, desiredStatus: "STOPPED", maxResults: tasksAtOnce }),
        ),
        { ClusterNotFound: undefined, ServiceNotFound: undefined },
      );
      const arns = page?.taskArns ?? [];
      if (arns.length === 0) return [];
      const { tasks = [] } = await client.send(new DescribeTasksCommand({ cluster, tasks: arns }));
      return tasks.map(toStoppedTask);
    },
  };
}

function toStoppedTask(task: Task): StoppedTask {
  const { startedBy, createdAt, startedAt, stoppingAt, stopCode, stoppedReason, containers = [] } = task;
  return {
    ...(startedBy !== undefined && { startedBy }),
    ...(createdAt !== undefined && { createdAt: createdAt.getTime() }),
    ...(startedAt !== undefined && { startedAt: startedAt.getTime() }),
    ...(stoppingAt !== undefined && { stoppingAt: stoppingAt.getTime() }),
    ...(stopCode !== undefined && { stopCode }),
    ...(stoppedReason !== undefined && { stoppedReason }),
    containers: containers.map(toStoppedContainer),
  };
}

/** How one container of a stopped task ended, as far as ECS tells. */
export function toStoppedContainer({ name = "", exitCode, reason }: Container): StoppedTask["containers"][number] {
  return { name, ...(exitCode !== undefined && { exitCode }), ...(reason !== undefined && { reason }) };
}
