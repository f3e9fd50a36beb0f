import type { Action } from "../../../edge/contract.ts";
import { activeCluster, existingService, tasksOf } from "../lookup.ts";
import { pageOf } from "../page.ts";
import type { EcsState } from "../state.ts";

/** ListTasks: those that shall run, unless `desiredStatus` says STOPPED. */
export const listTasks: Action<"ecs", "ListTasks", EcsState> = (input, ecs) => {
  const cluster = activeCluster(ecs, input.cluster);
  const service = input.serviceName ? existingService(ecs, cluster, input.serviceName) : undefined;
  const desiredStatus = input.desiredStatus ?? "RUNNING";
  const arns = tasksOf(ecs, cluster)
    .filter(({ shape }) => shape.desiredStatus === desiredStatus)
    .filter((task) => !service || task.service === service)
    .filter(({ definition }) => !input.family || definition.family === input.family)
    .filter(({ shape }) => !input.startedBy || shape.startedBy === input.startedBy)
    .filter(({ shape }) => !input.launchType || shape.launchType === input.launchType)
    .filter(() => !input.containerInstance)
    .map(({ arn }) => arn);
  const { items, nextToken } = pageOf(arns, input);
  return { taskArns: items, nextToken };
};
