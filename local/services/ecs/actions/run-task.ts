import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { nextProvider } from "../capacity.ts";
import { platformVersion } from "../deployments.ts";
import { activeCluster, activeTaskDefinition } from "../lookup.ts";
import { unassumableRole } from "../roles.ts";
import { noCapacity } from "../service-messages.ts";
import { capacityOf, invalid, networkOf } from "../service-settings.ts";
import type { EcsState, Tags, TaskRecord } from "../state.ts";
import { toTags } from "../tags.ts";
import { launchTask } from "../task-launch.ts";
import { taskView } from "../views.ts";

/** RunTask: one to ten tasks that belong to no service. */
export const runTask: Action<"ecs", "RunTask", EcsState> = (input, ecs) => {
  const cluster = activeCluster(ecs, input.cluster);
  const { clientToken, ...rest } = input;
  const request = JSON.stringify({ ...rest, cluster: cluster.arn });
  const earlier = clientToken ? ecs.state.runTaskTokens.get(clientToken) : undefined;
  if (earlier) {
    if (earlier.request !== request) {
      throw new AwsError("ConflictException", "The clientToken was used with other parameters.", {
        fields: { resourceIds: earlier.taskArns },
      });
    }
    return { tasks: earlier.taskArns.flatMap((arn) => viewOf(ecs.state.tasks.get(arn))), failures: [] };
  }
  const count = input.count ?? 1;
  if (count < 1 || count > 10) invalid("Count must be between 1 and 10.");
  const definition = activeTaskDefinition(ecs, input.taskDefinition ?? "");
  const overrides = input.overrides ?? {};
  for (const { name } of overrides.containerOverrides ?? []) {
    if (!definition.shape.containerDefinitions?.some((container) => container.name === name)) {
      invalid(`Override for container named ${name} is not a container in the TaskDefinition.`);
    }
  }
  const { strategy } = capacityOf(cluster, input);
  const network = networkOf(ecs, input.networkConfiguration);
  const unassumable = unassumableRole(ecs, {
    taskRoleArn: overrides.taskRoleArn ?? definition.shape.taskRoleArn,
    executionRoleArn: overrides.executionRoleArn ?? definition.shape.executionRoleArn,
  });
  if (unassumable) throw new AwsError("ClientException", unassumable);
  const own = toTags(input.tags);
  const propagated: Tags = input.propagateTags === "TASK_DEFINITION" ? definition.tags : new Map();
  const managed: Tags = input.enableECSManagedTags ? new Map([["aws:ecs:clusterName", cluster.name]]) : new Map();
  const placed = new Map<string, number>();
  const tasks: TaskRecord[] = [];
  const failures: { reason: string }[] = [];
  for (let place = 0; place < count; place++) {
    const capacityProvider = nextProvider(strategy, placed);
    if (ecs.state.exhausted.has(capacityProvider ?? "FARGATE")) {
      failures.push({ reason: noCapacity });
      continue;
    }
    if (capacityProvider) placed.set(capacityProvider, (placed.get(capacityProvider) ?? 0) + 1);
    const task = launchTask(ecs, {
      cluster,
      definition,
      group: input.group ?? `family:${definition.family}`,
      startedBy: input.startedBy,
      capacityProvider,
      platformVersion,
      network,
      overrides,
      loadBalancers: [],
      enableExecuteCommand: input.enableExecuteCommand ?? false,
      tags: new Map([...managed, ...propagated, ...own]),
    });
    tasks.push(task);
  }
  if (clientToken) ecs.state.runTaskTokens.set(clientToken, { request, taskArns: tasks.map(({ arn }) => arn) });
  return { tasks: tasks.flatMap(viewOf), failures };
};

function viewOf(task: TaskRecord | undefined) {
  return task ? [taskView(task, ["TAGS"])] : [];
}
