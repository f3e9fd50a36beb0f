import type { Action } from "../../../edge/contract.ts";
import { errors } from "../errors.ts";
import { findLoadBalancer } from "../find.ts";
import { readSecurityGroups } from "../load-balancer.ts";
import type { Elbv2State } from "../state.ts";

export const setSecurityGroups: Action<"elbv2", "SetSecurityGroups", Elbv2State> = (input, context) => {
  const loadBalancer = findLoadBalancer(context.state, input.LoadBalancerArn);
  if (!input.SecurityGroups?.length) throw errors.validation("At least one security group must be specified");
  const groups = readSecurityGroups(context, loadBalancer.vpcId, input.SecurityGroups);
  for (const zone of loadBalancer.zones) context.cloud.ec2.setInterfaceGroups(zone.interfaceId, groups);
  loadBalancer.securityGroupIds = groups;
  return { SecurityGroupIds: [...groups] };
};
