import {
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  type ECSClient,
  ListTasksCommand,
} from "@aws-sdk/client-ecs";
import type { RunningTasks } from "../ports/running-tasks.ts";
import { answerOr } from "./answer-or.ts";

/** DescribeTasks takes no more at once. */
const tasksAtOnce = 100;

export function createRunningTasks(client: ECSClient): RunningTasks {
  return {
    async list(cluster, service) {
      const tasks = [];
      let nextToken: string | undefined;
      do {
        const page = await answerOr(
          client.send(
            new ListTasksCommand({
              cluster,
              serviceName: service,
              desiredStatus: "RUNNING",
              maxResults: tasksAtOnce,
              nextToken,
            }),
          ),
          { ClusterNotFound: undefined, ServiceNotFound: undefined },
        );
        const arns = page?.taskArns ?? [];
        if (arns.length > 0) {
          tasks.push(...((await client.send(new DescribeTasksCommand({ cluster, tasks: arns }))).tasks ?? []));
        }
        nextToken = page?.nextToken;
      } while (nextToken !== undefined);
      return tasks.map((task) => ({
        arn: task.taskArn ?? "",
        lastStatus: task.lastStatus ?? "",
        taskDefinitionArn: task.taskDefinitionArn ?? "",
        ...(task.startedBy !== undefined && { startedBy: task.startedBy }),
        containers: (task.containers ?? []).map(({ name = "", imageDigest }) => ({ name, imageDigest })),
      }));
    },

    async resolvedDigests(cluster, service) {
      const { services } = await client.send(new DescribeServicesCommand({ cluster, services: [service] }));
      const arns = (services?.[0]?.currentServiceRevisions ?? []).flatMap(({ arn }) => arn ?? []);
      if (arns.length === 0) return [];
      const { serviceRevisions = [] } = await client.send(
        new DescribeServiceRevisionsCommand({ serviceRevisionArns: arns }),
      );
      return serviceRevisions.flatMap(({ taskDefinition = "", containerImages = [] }) =>
        containerImages.map(({ containerName = "", imageDigest }) => ({
          taskDefinitionArn: taskDefinition,
          container: containerName,
          ...(imageDigest !== undefined && { digest: imageDigest }),
        })),
      );
    },
  };
}
