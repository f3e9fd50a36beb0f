import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  type ECSClient,
  ListTasksCommand,
  type Task,
} from "@aws-sdk/client-ecs";
import { defined } from "../model/defined.ts";
import type { ServiceTasks, TaskDescription } from "../ports/service-tasks.ts";
import { answerOr } from "./answer-or.ts";

/** DescribeTasks takes no more at once; what stopped longer ago than the newest hundred is not shown. */
const tasksAtOnce = 100;

export function createServiceTasks(client: ECSClient): ServiceTasks {
  const listArns = async (cluster: string, serviceName: string, desiredStatus: "RUNNING" | "STOPPED") => {
    const page = await answerOr(
      client.send(new ListTasksCommand({ cluster, serviceName, desiredStatus, maxResults: tasksAtOnce })),
      { ClusterNotFound: undefined, ServiceNotFound: undefined },
    );
    return page?.taskArns ?? [];
  };
  const describe = async (cluster: string, arns: readonly string[]): Promise<Task[]> =>
    arns.length === 0 ? [] : ((await client.send(new DescribeTasksCommand({ cluster, tasks: [...arns] }))).tasks ?? []);
  return {
    async list(cluster, service) {
      const statuses = ["RUNNING", "STOPPED"] as const;
      const arns = await Promise.all(statuses.map((status) => listArns(cluster, service, status)));
      const tasks = await Promise.all(arns.map((some) => describe(cluster, some)));
      return tasks.flat().map((task) => describeTask(task, service));
    },
    async counts(cluster, service) {
      const answer = await answerOr(client.send(new DescribeServicesCommand({ cluster, services: [service] })), {
        ClusterNotFound: undefined,
      });
      const found = answer?.services?.[0];
      if (!found || found.status === "INACTIVE") return undefined;
      const { desiredCount = 0, runningCount = 0, pendingCount = 0 } = found;
      return { desired: desiredCount, running: runningCount, pending: pendingCount };
    },
  };
}

/** Our container is named after its service; others may stand beside it which AWS or a person added. */
function describeTask(task: Task, service: string): TaskDescription {
  const container = task.containers?.find(({ name }) => name === service);
  const address = container?.networkInterfaces?.[0]?.privateIpv4Address;
  return {
    id: task.taskArn?.split("/").at(-1) ?? "",
    lastStatus: task.lastStatus ?? "UNKNOWN",
    desiredStatus: task.desiredStatus ?? "UNKNOWN",
    taskDefinitionArn: task.taskDefinitionArn ?? "",
    ...defined({
      healthStatus: task.healthStatus,
      capacityProvider: task.capacityProviderName,
      zone: task.availabilityZone,
      privateIp: address,
      imageDigest: container?.imageDigest,
      createdAt: task.createdAt?.getTime(),
      startedAt: task.startedAt?.getTime(),
      stoppedAt: task.stoppedAt?.getTime(),
      stopCode: task.stopCode,
      stoppedReason: task.stoppedReason,
      exitCode: container?.exitCode,
    }),
  };
}
