import type { World } from "../../world/world.ts";
import { zones } from "../../world/world.ts";
import { type Block, formatAddress, parseBlock } from "./cidr.ts";
import { newId } from "./ids.ts";
import type { Ec2State, SecurityGroup, SubnetRecord, Vpc } from "./state.ts";

const vpcCidr = "172.31.0.0/16";
const subnetBits = 20;

/** Every account begins with this: a default VPC, a public subnet in each zone, and the way to the internet. */
export function addDefaultNetwork(state: Ec2State, world: World): void {
  const vpc = addVpc(state, world, { cidr: vpcCidr, isDefault: true });
  const base = (parseBlock(vpcCidr) as Block).base;
  zones(world).forEach((zone, index) => {
    const cidr = `${formatAddress(base + index * 2 ** (32 - subnetBits))}/${subnetBits}`;
    addSubnet(state, world, { vpcId: vpc.id, zone, cidr, defaultForZone: true });
  });
  const gateway = { id: newId(world, "igw"), vpcId: vpc.id };
  state.internetGateways.set(gateway.id, gateway);
  for (const table of state.routeTables.values()) {
    table.routes.push({ destination: "0.0.0.0/0", gatewayId: gateway.id, origin: "CreateRoute" });
  }
}

/** Makes a VPC with what EC2 puts in each: a main route table and a default security group. */
export function addVpc(state: Ec2State, world: World, request: { cidr: string; isDefault: boolean }): Vpc {
  const vpc: Vpc = {
    id: newId(world, "vpc"),
    cidr: request.cidr,
    isDefault: request.isDefault,
    dnsSupport: true,
    dnsHostnames: request.isDefault,
  };
  state.vpcs.set(vpc.id, vpc);
  addRouteTable(state, world, vpc, { main: true });
  const group = addGroup(state, world, {
    vpcId: vpc.id,
    name: "default",
    description: "default VPC security group",
  });
  const everything = { egress: false, protocol: "-1", fromPort: -1, toPort: -1, description: undefined };
  group.rules.push({ id: newId(world, "sgr"), ...everything, peer: { kind: "group", groupId: group.id } });
  return vpc;
}

export function addRouteTable(state: Ec2State, world: World, vpc: Vpc, options: { main: boolean }): string {
  const id = newId(world, "rtb");
  state.routeTables.set(id, {
    id,
    vpcId: vpc.id,
    routes: [{ destination: vpc.cidr, gatewayId: "local", origin: "CreateRouteTable" }],
    associations: options.main ? [{ id: newId(world, "rtbassoc"), subnetId: undefined }] : [],
  });
  return id;
}

export function addSubnet(
  state: Ec2State,
  world: World,
  request: { vpcId: string; zone: string; cidr: string; defaultForZone: boolean },
): SubnetRecord {
  const subnet: SubnetRecord = {
    id: newId(world, "subnet"),
    ...request,
    mapPublicIpOnLaunch: request.defaultForZone,
    nextHost: 0,
  };
  state.subnets.set(subnet.id, subnet);
  return subnet;
}

/** Makes a group that lets everything out and nothing in. */
export function addGroup(
  state: Ec2State,
  world: World,
  request: Pick<SecurityGroup, "vpcId" | "name" | "description">,
): SecurityGroup {
  const outward = { egress: true, protocol: "-1", fromPort: -1, toPort: -1, description: undefined };
  const group: SecurityGroup = {
    id: newId(world, "sg"),
    ...request,
    rules: [{ id: newId(world, "sgr"), ...outward, peer: { kind: "cidr", cidr: "0.0.0.0/0" } }],
  };
  state.securityGroups.set(group.id, group);
  return group;
}
