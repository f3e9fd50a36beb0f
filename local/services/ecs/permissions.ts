import type { Context, Input, Permission, Permissions } from "../../edge/contract.ts";
import { arn } from "../../world/world.ts";
import { clusterArn, nameOf, resourceOf, serviceArn, taskArn } from "./arns.ts";
import { findTaskDefinition } from "./lookup.ts";
import { rolesOf } from "./roles.ts";
import type { Ecs, EcsState, Overrides, Tag, TaskDefinitionShape } from "./state.ts";

type Asks = Context<EcsState>;
type Keys = Record<string, string | readonly string[]>;

/**
 * What calls ask IAM for, after AWS's service authorization reference. A call that creates with tags also asks for
 * `ecs:TagResource`. One that takes a task role or execution role, or a task definition that names them, asks for
 * `iam:PassRole` on it: so does CreateService, and so does UpdateService, but not where it only sets the count.
 */
export const permissions: Permissions<"ecs", EcsState> = {
  CreateCluster: (input, ecs) =>
    creates("CreateCluster", clusterArn(ecs.world, input.clusterName ?? "default"), input.tags),
  DescribeClusters: (input, ecs) =>
    (input.clusters?.length ? input.clusters : ["default"]).map((name) =>
      ask("DescribeClusters", clusterArn(ecs.world, nameOf(name))),
    ),
  DeleteCluster: (input, ecs) => [ask("DeleteCluster", cluster(ecs, input.cluster))],
  UpdateCluster: (input, ecs) => [ask("UpdateCluster", cluster(ecs, input.cluster))],
  PutClusterCapacityProviders: (input, ecs) => [ask("PutClusterCapacityProviders", cluster(ecs, input.cluster))],

  // Asked of the family alone: which revision it will be is not known yet.
  RegisterTaskDefinition: (input, ecs) => [
    ...creates("RegisterTaskDefinition", arn(ecs.world, "ecs", `task-definition/${input.family}`), input.tags),
    ...passes(ecs, input),
  ],
  DeleteTaskDefinitions: (input, ecs) =>
    (input.taskDefinitions ?? []).map((name) => ask("DeleteTaskDefinitions", definition(ecs, name))),

  CreateService: (input, ecs) => [
    ...creates("CreateService", service(ecs, input.cluster, input.serviceName), input.tags, {
      ...inCluster(ecs, input.cluster),
      ...deployed(ecs, input),
    }),
    ...passesRolesOf(ecs, input.taskDefinition),
  ],
  UpdateService: (input, ecs) => [
    ask("UpdateService", service(ecs, input.cluster, input.service), {
      ...inCluster(ecs, input.cluster),
      ...deployed(ecs, input),
    }),
    ...passesRolesOf(ecs, input.taskDefinition),
  ],
  DeleteService: (input, ecs) => [
    ask("DeleteService", service(ecs, input.cluster, input.service), inCluster(ecs, input.cluster)),
  ],
  DescribeServices: (input, ecs) =>
    (input.services ?? []).map((name) =>
      ask("DescribeServices", service(ecs, input.cluster, name), inCluster(ecs, input.cluster)),
    ),
  ListServices: (input, ecs) => [ask("ListServices", "*", inCluster(ecs, input.cluster))],

  RunTask: (input, ecs) => [
    ask("RunTask", definition(ecs, input.taskDefinition ?? ""), {
      ...inCluster(ecs, input.cluster),
      ...requestTags(input.tags),
    }),
    ...tagging("RunTask", taskArn(ecs.world, nameOf(input.cluster ?? "default"), "*"), input.tags),
    ...passesRolesOf(ecs, input.taskDefinition, input.overrides),
  ],
  StopTask: (input, ecs) => [ask("StopTask", task(ecs, input.cluster, input.task), inCluster(ecs, input.cluster))],
  DescribeTasks: (input, ecs) =>
    (input.tasks ?? []).map((name) =>
      ask("DescribeTasks", task(ecs, input.cluster, name), inCluster(ecs, input.cluster)),
    ),
  ListTasks: (input, ecs) => [ask("ListTasks", containerInstances(ecs, input.cluster), inCluster(ecs, input.cluster))],

  ListServiceDeployments: (input, ecs) => [
    ask("ListServiceDeployments", service(ecs, input.cluster, input.service), inCluster(ecs, input.cluster)),
  ],
  DescribeServiceDeployments: (input, ecs) =>
    (input.serviceDeploymentArns ?? []).flatMap((part) => partOfService(ecs, "DescribeServiceDeployments", part)),
  DescribeServiceRevisions: (input, ecs) =>
    (input.serviceRevisionArns ?? []).flatMap((part) => partOfService(ecs, "DescribeServiceRevisions", part)),
  StopServiceDeployment: (input, ecs) => partOfService(ecs, "StopServiceDeployment", input.serviceDeploymentArn ?? ""),

  TagResource: (input) => [ask("TagResource", input.resourceArn ?? "*", requestTags(input.tags))],
  UntagResource: (input) => [ask("UntagResource", input.resourceArn ?? "*", { "aws:TagKeys": input.tagKeys ?? [] })],
  ListTagsForResource: (input) => [ask("ListTagsForResource", input.resourceArn ?? "*")],
};

/** One action on one resource. The tags of the resource are filled in by IAM. */
function ask(operation: string, resource: string, keys: Keys = {}): Permission {
  return { action: `ecs:${operation}`, resources: [resource], keys };
}

function creates(operation: string, arn: string, tags: readonly Tag[] | undefined, keys: Keys = {}) {
  return [ask(operation, arn, { ...keys, ...requestTags(tags) }), ...tagging(operation, arn, tags)];
}

function tagging(operation: string, arn: string, tags: readonly Tag[] | undefined): Permission[] {
  if (!tags || tags.length === 0) return [];
  return [ask("TagResource", arn, { ...requestTags(tags), "ecs:CreateAction": operation })];
}

function passes(ecs: Asks, roles: Pick<TaskDefinitionShape, "taskRoleArn" | "executionRoleArn"> | Overrides) {
  return rolesOf(ecs, roles).map(
    (role): Permission => ({
      action: "iam:PassRole",
      resources: [role],
      keys: { "iam:PassedToService": "ecs-tasks.amazonaws.com" },
    }),
  );
}

/** The roles that a task definition names, less those in whose place a task is given others. */
function passesRolesOf(ecs: Asks, name: string | undefined, overrides: Overrides = {}): Permission[] {
  const definition = name === undefined ? undefined : findTaskDefinition(ecs, name)?.shape;
  return passes(ecs, {
    taskRoleArn: overrides.taskRoleArn ?? definition?.taskRoleArn,
    executionRoleArn: overrides.executionRoleArn ?? definition?.executionRoleArn,
  });
}

function requestTags(tags: readonly Tag[] | undefined): Keys {
  if (!tags || tags.length === 0) return {};
  const entries = tags.map(({ key, value }): [string, string] => [`aws:RequestTag/${key}`, value ?? ""]);
  return { ...Object.fromEntries(entries), "aws:TagKeys": tags.map(({ key }) => key ?? "") };
}

/** The keys of what a service runs: facts that a policy can bind, such as `ecs:auto-assign-public-ip`. */
function deployed(
  ecs: Asks,
  input: Pick<Input<"ecs", "UpdateService">, "taskDefinition" | "networkConfiguration" | "enableExecuteCommand">,
): Keys {
  const network = input.networkConfiguration?.awsvpcConfiguration;
  return {
    ...(input.taskDefinition && { "ecs:task-definition": definition(ecs, input.taskDefinition) }),
    ...(network?.subnets && { "ecs:subnet": network.subnets }),
    ...(network?.assignPublicIp && { "ecs:auto-assign-public-ip": network.assignPublicIp }),
    ...(input.enableExecuteCommand !== undefined && {
      "ecs:enable-execute-command": String(input.enableExecuteCommand),
    }),
  };
}

function inCluster(ecs: Asks, name: string | undefined): Keys {
  return { "ecs:cluster": cluster(ecs, name) };
}

/**
 * An action on a deployment or a revision of a service asks for both, the service and its part: each is a required
 * resource of its own. `…:service-revision/cluster/service/id` tells its cluster and its service.
 */
function partOfService(ecs: Asks, operation: string, part: string): Permission[] {
  const [clusterName = "", serviceName = ""] = resourceOf(part)?.path.split("/") ?? [];
  const keys = { "ecs:cluster": clusterArn(ecs.world, clusterName) };
  const owner = serviceArn(ecs.world, clusterName, serviceName);
  return [ask(operation, owner, keys), ask(operation, part, { ...keys, "ecs:service": owner })];
}

const cluster = (ecs: Asks, name: string | undefined): string => clusterArn(ecs.world, nameOf(name ?? "default"));

const service = (ecs: Asks, clusterName: string | undefined, name: string | undefined): string =>
  serviceArn(ecs.world, nameOf(clusterName ?? "default"), nameOf(name ?? ""));

const task = (ecs: Asks, clusterName: string | undefined, name: string | undefined): string =>
  taskArn(ecs.world, nameOf(clusterName ?? "default"), nameOf(name ?? ""));

/** What IAM asks for ListTasks, on Fargate too. */
const containerInstances = (ecs: Asks, clusterName: string | undefined): string =>
  arn(ecs.world, "ecs", `container-instance/${nameOf(clusterName ?? "default")}/*`);

const definition = (ecs: Ecs, name: string): string =>
  findTaskDefinition(ecs, name)?.arn ??
  (name.startsWith("arn:") ? name : arn(ecs.world, "ecs", `task-definition/${name}`));
