import { AwsError } from "../../edge/aws-error.ts";
import type { Host } from "../../edge/contract.ts";
import { draw } from "../../world/world.ts";
import { listenersOf } from "./associations.ts";
import { errors } from "./errors.ts";
import type { Elbv2State, LoadBalancer, ZoneMapping } from "./state.ts";

interface SubnetRequest {
  readonly Subnets?: readonly string[] | undefined;
  readonly SubnetMappings?: readonly { readonly SubnetId?: string | undefined }[] | undefined;
}

/** The subnets of a create or change: at least two, each in a zone of its own, all of one VPC. */
export function readSubnets(host: Host, request: SubnetRequest) {
  const ids = request.Subnets ?? (request.SubnetMappings ?? []).map((mapping) => mapping.SubnetId ?? "");
  const subnets = [...new Set(ids)].map((id) => {
    const subnet = host.cloud.ec2.subnet(id);
    if (!subnet) throw new AwsError("SubnetNotFoundException", `The subnet ID '${id}' is not valid`);
    return subnet;
  });
  if (new Set(subnets.map((subnet) => subnet.vpcId)).size > 1) {
    throw new AwsError("InvalidSubnetException", "All subnets must belong to the same VPC");
  }
  const zones = new Set(subnets.map((subnet) => subnet.zone));
  if (zones.size < subnets.length) {
    throw errors.invalidConfiguration(
      "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
    );
  }
  if (zones.size < 2) {
    throw errors.validation("At least two subnets in two different Availability Zones must be specified");
  }
  return subnets;
}

/** The groups of a create or change: all of the VPC. Without any it is the VPC's default group. */
export function readSecurityGroups(host: Host, vpcId: string, ids: readonly string[] | undefined): readonly string[] {
  const { ec2 } = host.cloud;
  const wanted = ids?.length ? [...new Set(ids)] : [ec2.defaultSecurityGroup(vpcId) ?? ""];
  for (const id of wanted) {
    const group = ec2.securityGroup(id);
    if (!group) throw new AwsError("InvalidSecurityGroupException", `The security group '${id}' does not exist`);
    if (group.vpcId !== vpcId) throw errors.invalidConfiguration("One or more security groups are invalid");
  }
  return wanted;
}

/** Puts a load balancer's interface into a subnet. */
export function joinSubnet(
  host: Host,
  loadBalancer: Pick<LoadBalancer, "name" | "id" | "scheme" | "securityGroupIds">,
  subnet: { readonly id: string; readonly zone: string },
): ZoneMapping {
  const made = host.cloud.ec2.createInterface({
    subnetId: subnet.id,
    securityGroupIds: loadBalancer.securityGroupIds,
    description: `ELB app/${loadBalancer.name}/${loadBalancer.id}`,
    requesterId: "amazon-elb",
    assignPublicIp: loadBalancer.scheme === "internet-facing",
  });
  return { zone: subnet.zone, subnetId: subnet.id, interfaceId: made.id };
}

/** Lets a new load balancer become `active` in its time. */
export function provision(host: Host, state: Elbv2State, loadBalancer: LoadBalancer): void {
  host.world.clock.schedule(draw(host.world, host.world.profile.loadBalancerActive), () => {
    if (!state.loadBalancers.has(loadBalancer.arn)) return;
    loadBalancer.state = "active";
    state.traffic.start();
    state.health.refresh();
  });
}

/** Takes a load balancer away with its listeners. Its interfaces stay for a while, and with them its groups are in use. */
export function remove(host: Host, state: Elbv2State, loadBalancer: LoadBalancer): void {
  for (const listener of listenersOf(state, loadBalancer.arn)) removeListener(state, listener.arn);
  state.loadBalancers.delete(loadBalancer.arn);
  state.tags.delete(loadBalancer.arn);
  loadBalancer.proxy.close();
  state.health.refresh();
  host.world.clock.schedule(draw(host.world, host.world.profile.loadBalancerInterfacesLinger), () => {
    for (const { interfaceId } of loadBalancer.zones) host.cloud.ec2.deleteInterface(interfaceId);
  });
}

export function removeListener(state: Elbv2State, arn: string): void {
  const listener = state.listeners.get(arn);
  if (!listener) return;
  state.listeners.delete(arn);
  for (const tagged of [arn, ...listener.rules.keys()]) state.tags.delete(tagged);
}
