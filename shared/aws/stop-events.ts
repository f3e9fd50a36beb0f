import { DescribeTasksCommand, type ECSClient, ListTasksCommand, type Task } from "@aws-sdk/client-ecs";
import type { StopEvent, StopEvents } from "../ports/stop-events.ts";
import { answerOr } from "./answer-or.ts";
import { toStoppedContainer } from "./stopped-tasks.ts";

/** DescribeTasks takes no more at once; what there is beyond is the next look's. */
const tasksAtOnce = 100;

export function createStopEvents(client: ECSClient): StopEvents {
  return {
    async list(cluster, serviceName) {
      const page = await answerOr(
        client.send(new ListTasksCommand({ cluster, serviceName, desiredStatus: "STOPPED", maxResults: tasksAtOnce })),
        { ClusterNotFound: undefined, ServiceNotFound: undefined },
      );
      const arns = page?.taskArns ?? [];
      if (arns.length === 0) return [];
      const { tasks = [] } = await client.send(new DescribeTasksCommand({ cluster, tasks: arns }));
      return tasks.flatMap(toStopEvent);
    },
  };
}

/** DescribeTasks shows a task in the same members as the event's `detail`, but for times, which JSON has as text. */
function toStopEvent(task: Task): StopEvent[] {
  const { taskArn = "", lastStatus, stoppedAt, stopCode, stoppedReason, containers = [] } = task;
  if (lastStatus !== "STOPPED" || stoppedAt === undefined) return [];
  const event = {
    source: "aws.ecs",
    "detail-type": "ECS Task State Change",
    time: stoppedAt.toISOString(),
    resources: [taskArn],
    detail: task,
  };
  return [
    {
      taskId: taskArn.split("/").at(-1) ?? "",
      stoppedAt: stoppedAt.getTime(),
      event: JSON.stringify(event),
      ...(stopCode !== undefined && { stopCode }),
      ...(stoppedReason !== undefined && { stoppedReason }),
      containers: containers.map(toStoppedContainer),
    },
  ];
}
