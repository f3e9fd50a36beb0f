import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findLoadBalancer } from "../find.ts";
import { joinSubnet, readSubnets } from "../load-balancer.ts";
import type { Elbv2State } from "../state.ts";
import { viewZones } from "../views.ts";

export const setSubnets: Action<"elbv2", "SetSubnets", Elbv2State> = (input, context) => {
  const loadBalancer = findLoadBalancer(context.state, input.LoadBalancerArn);
  const subnets = readSubnets(context, input);
  if (subnets[0]?.vpcId !== loadBalancer.vpcId) {
    throw new AwsError("InvalidSubnetException", "All subnets must belong to the VPC of the load balancer");
  }
  const left = loadBalancer.zones.filter((zone) => !subnets.some((subnet) => subnet.id === zone.subnetId));
  loadBalancer.zones = subnets.map(
    (subnet) =>
      loadBalancer.zones.find((zone) => zone.subnetId === subnet.id) ?? joinSubnet(context, loadBalancer, subnet),
  );
  for (const zone of left) context.cloud.ec2.deleteInterface(zone.interfaceId);
  return { AvailabilityZones: viewZones(loadBalancer) };
};
