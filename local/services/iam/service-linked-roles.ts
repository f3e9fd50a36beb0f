import type { World } from "../../world/world.ts";
import { addRole } from "./roles.ts";
import type { IamState, Role } from "./state.ts";

/** The role that each service acts under in a customer's account. */
export const serviceLinkedRoleNames: Readonly<Record<string, string>> = {
  "ecs.amazonaws.com": "AWSServiceRoleForECS",
  "elasticloadbalancing.amazonaws.com": "AWSServiceRoleForElasticLoadBalancing",
  "ecs.application-autoscaling.amazonaws.com": "AWSServiceRoleForApplicationAutoScaling_ECSService",
  "ops.apigateway.amazonaws.com": "AWSServiceRoleForAPIGateway",
};

export function addServiceLinkedRole(world: World, state: IamState, service: string): Role {
  const trust = { Effect: "Allow", Principal: { Service: [service] }, Action: ["sts:AssumeRole"] };
  return addRole(world, state, {
    name: serviceLinkedRoleNames[service] as string,
    path: `/aws-service-role/${service}/`,
    trust: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
  });
}
