import { arn, type World } from "../../world/world.ts";

const digits = "0123456789";
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export const clusterArn = (world: World, name: string): string => arn(world, "ecs", `cluster/${name}`);

export const serviceArn = (world: World, cluster: string, name: string): string =>
  arn(world, "ecs", `service/${cluster}/${name}`);

export const taskArn = (world: World, cluster: string, id: string): string =>
  arn(world, "ecs", `task/${cluster}/${id}`);

export const containerArn = (world: World, cluster: string, taskId: string): string =>
  arn(world, "ecs", `container/${cluster}/${taskId}/${world.random.uuid()}`);

export const taskDefinitionArn = (world: World, family: string, revision: number): string =>
  arn(world, "ecs", `task-definition/${family}:${revision}`);

export const capacityProviderArn = (world: World, name: string): string =>
  arn(world, "ecs", `capacity-provider/${name}`);

export const newServiceDeploymentArn = (world: World, cluster: string, service: string): string =>
  arn(world, "ecs", `service-deployment/${cluster}/${service}/${world.random.characters(21, letters)}`);

export const newServiceRevisionArn = (world: World, cluster: string, service: string): string =>
  arn(world, "ecs", `service-revision/${cluster}/${service}/${number(world)}`);

export const newDeploymentId = (world: World): string => `ecs-svc/${number(world)}`;

export const newTaskId = (world: World): string => world.random.characters(32);

const number = (world: World): string =>
  `${world.random.characters(1, "123456789")}${world.random.characters(18, digits)}`;

/** The last part of an ARN or a plain name: `…:cluster/hello` and `hello` are both `hello`. */
export function nameOf(arnOrName: string): string {
  return arnOrName.slice(arnOrName.lastIndexOf("/") + 1);
}

/** `…:service/cluster/name` in its parts; `undefined` when it is no ECS ARN of that kind. */
export function resourceOf(resourceArn: string): { kind: string; path: string } | undefined {
  const found = /^arn:[\w-]+:ecs:[\w-]*:\d*:([a-z-]+)\/(.+)$/.exec(resourceArn);
  return found?.[1] && found[2] ? { kind: found[1], path: found[2] } : undefined;
}
