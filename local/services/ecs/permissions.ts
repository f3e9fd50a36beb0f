import type { Context, Input, Permission, Permissions } from "../../edge/contract.ts";
import { clusterArn, nameOf, resourceOf, serviceArn, taskArn, taskDefinitionArn } from "./arns.ts";
import { findTaskDefinition } from "./lookup.ts";
import { rolesOf } from "./roles.ts";
import type { Ecs, EcsState, Overrides, Tag, TaskDefinitionShape } from "./state.ts";

type Asks = Context<EcsState>;
type Keys = Record<string, string | readonly string[]>;

/**
 * What calls ask IAM for, after AWS's service authorization reference. A call that creates with tags also asks for
 * `ecs:TagResource`. One that takes a task role or execution role asks for `iam:PassRole` on it.
 */
export const permissions: Permissions<"ecs", EcsState> = {
  CreateCluster: (input, ecs) =>
    creates(ecs, "CreateCluster", clusterArn(ecs.world, input.clusterName ?? "default"), input.tags),
  DescribeClusters: (input, ecs) =>
    (input.clusters?.length ? input.clusters : ["default"]).map((name) =>
      ask(ecs, "DescribeClusters", clusterArn(ecs.world, nameOf(name))),
    ),
  DeleteCluster: (input, ecs) => [ask(ecs, "DeleteCluster", cluster(ecs, input.cluster))],
  UpdateCluster: (input, ecs) => [ask(ecs, "UpdateCluster", cluster(ecs, input.cluster))],
  PutClusterCapacityProviders: (input, ecs) => [ask(ecs, "PutClusterCapacityProviders", cluster(ecs, input.cluster))],

  RegisterTaskDefinition: (input, ecs) => {
    const revision = (ecs.state.families.get(input.family ?? "") ?? 0) + 1;
    const arn = taskDefinitionArn(ecs.world, input.family ?? "", revision);
    return [...creates(ecs, "RegisterTaskDefinition", arn, input.tags), ...passes(ecs, input)];
  },
  DeleteTaskDefinitions: (input, ecs) =>
    (input.taskDefinitions ?? []).map((name) => ask(ecs, "DeleteTaskDefinitions", definition(ecs, name))),

  CreateService: (input, ecs) =>
    creates(ecs, "CreateService", service(ecs, input.cluster, input.serviceName), input.tags, {
      ...inCluster(ecs, input.cluster),
      ...deployed(ecs, input),
    }),
  UpdateService: (input, ecs) => [
    ask(ecs, "UpdateService", service(ecs, input.cluster, input.service), {
      ...inCluster(ecs, input.cluster),
      ...deployed(ecs, input),
    }),
  ],
  DeleteService: (input, ecs) => [
    ask(ecs, "DeleteService", service(ecs, input.cluster, input.service), inCluster(ecs, input.cluster)),
  ],
  DescribeServices: (input, ecs) =>
    (input.services ?? []).map((name) =>
      ask(ecs, "DescribeServices", service(ecs, input.cluster, name), inCluster(ecs, input.cluster)),
    ),
  ListServices: (input, ecs) => [ask(ecs, "ListServices", "*", inCluster(ecs, input.cluster))],

  RunTask: (input, ecs) => [
    ask(ecs, "RunTask", definition(ecs, input.taskDefinition ?? ""), {
      ...inCluster(ecs, input.cluster),
      ...requestTags(input.tags),
    }),
    ...tagging(ecs, "RunTask", taskArn(ecs.world, nameOf(input.cluster ?? "default"), "*"), input.tags),
    ...passes(ecs, input.overrides ?? {}),
  ],
  StopTask: (input, ecs) => [ask(ecs, "StopTask", task(ecs, input.cluster, input.task), inCluster(ecs, input.cluster))],
  DescribeTasks: (input, ecs) =>
    (input.tasks ?? []).map((name) =>
      ask(ecs, "DescribeTasks", task(ecs, input.cluster, name), inCluster(ecs, input.cluster)),
    ),
  ListTasks: (input, ecs) => [
    ask(ecs, "ListTasks", `${clusterArn(ecs.world, "")}`.replace(":cluster/", ":container-instance/*"), {
      ...inCluster(ecs, input.cluster),
    }),
  ],

  ListServiceDeployments: (input, ecs) => [
    ask(ecs, "ListServiceDeployments", service(ecs, input.cluster, input.service), inCluster(ecs, input.cluster)),
  ],
  DescribeServiceDeployments: (input, ecs) =>
    (input.serviceDeploymentArns ?? []).map((arn) => ask(ecs, "DescribeServiceDeployments", arn, ofService(ecs, arn))),
  DescribeServiceRevisions: (input, ecs) =>
    (input.serviceRevisionArns ?? []).map((arn) => ask(ecs, "DescribeServiceRevisions", arn, ofService(ecs, arn))),
  StopServiceDeployment: (input, ecs) => {
    const arn = input.serviceDeploymentArn ?? "";
    return [ask(ecs, "StopServiceDeployment", arn, ofService(ecs, arn))];
  },

  TagResource: (input, ecs) => [ask(ecs, "TagResource", input.resourceArn ?? "*", requestTags(input.tags))],
  UntagResource: (input, ecs) => [
    ask(ecs, "UntagResource", input.resourceArn ?? "*", { "aws:TagKeys": input.tagKeys ?? [] }),
  ],
  ListTagsForResource: (input, ecs) => [ask(ecs, "ListTagsForResource", input.resourceArn ?? "*")],
};

/** One action on one resource, with the tags that the resource has. */
function ask(ecs: Asks, operation: string, resource: string, keys: Keys = {}): Permission {
  const tags = Object.entries(ecs.cloud.tags.of(resource) ?? {});
  return {
    action: `ecs:${operation}`,
    resources: [resource],
    keys: { ...Object.fromEntries(tags.map(([key, value]) => [`aws:ResourceTag/${key}`, value])), ...keys },
  };
}

function creates(ecs: Asks, operation: string, arn: string, tags: readonly Tag[] | undefined, keys: Keys = {}) {
  return [ask(ecs, operation, arn, { ...keys, ...requestTags(tags) }), ...tagging(ecs, operation, arn, tags)];
}

function tagging(ecs: Asks, operation: string, arn: string, tags: readonly Tag[] | undefined): Permission[] {
  if (!tags || tags.length === 0) return [];
  return [ask(ecs, "TagResource", arn, { ...requestTags(tags), "ecs:CreateAction": operation })];
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

/** `…:service-deployment/cluster/service/id` tells its cluster and its service. */
function ofService(ecs: Asks, arn: string): Keys {
  const [clusterName = "", serviceName = ""] = resourceOf(arn)?.path.split("/") ?? [];
  return {
    "ecs:cluster": clusterArn(ecs.world, clusterName),
    "ecs:service": serviceArn(ecs.world, clusterName, serviceName),
  };
}

const cluster = (ecs: Asks, name: string | undefined): string => clusterArn(ecs.world, nameOf(name ?? "default"));

const service = (ecs: Asks, clusterName: string | undefined, name: string | undefined): string =>
  serviceArn(ecs.world, nameOf(clusterName ?? "default"), nameOf(name ?? ""));

const task = (ecs: Asks, clusterName: string | undefined, name: string | undefined): string =>
  taskArn(ecs.world, nameOf(clusterName ?? "default"), nameOf(name ?? ""));

const definition = (ecs: Ecs, name: string): string => {
  const found = findTaskDefinition(ecs, name);
  return (
    found?.arn ??
    (name.startsWith("arn:") ? name : `${clusterArn(ecs.world, "")}`.replace(":cluster/", `:task-definition/${name}`))
  );
};
