import { errors } from "./errors.ts";
import type { Ec2State, Interface, InternetGateway, RouteTable, SecurityGroup, SubnetRecord, Vpc } from "./state.ts";

/** Finds what an action names, or throws EC2's error for an unknown id or a parameter that is not there. */
export function findVpc(state: Ec2State, id: string | undefined): Vpc {
  return find(state.vpcs, id, "vpcId", errors.vpcNotFound);
}

export function findSubnet(state: Ec2State, id: string | undefined): SubnetRecord {
  return find(state.subnets, id, "subnetId", errors.subnetNotFound);
}

export function findRouteTable(state: Ec2State, id: string | undefined): RouteTable {
  return find(state.routeTables, id, "routeTableId", errors.routeTableNotFound);
}

export function findInternetGateway(state: Ec2State, id: string | undefined): InternetGateway {
  return find(state.internetGateways, id, "internetGatewayId", errors.gatewayNotFound);
}

export function findInterface(state: Ec2State, id: string | undefined): Interface {
  return find(state.interfaces, id, "networkInterfaceId", errors.interfaceNotFound);
}

export function findGroup(state: Ec2State, id: string | undefined): SecurityGroup {
  if (id && !id.startsWith("sg-")) throw errors.groupMalformed(id);
  return find(state.securityGroups, id, "groupId", errors.groupNotFound);
}

/** Finds a group by id, or by name in the default VPC, which is where EC2 looks for names. */
export function findGroupByIdOrName(state: Ec2State, request: { GroupId?: string; GroupName?: string }): SecurityGroup {
  if (request.GroupId || !request.GroupName) return findGroup(state, request.GroupId);
  for (const group of state.securityGroups.values()) {
    if (group.name === request.GroupName && state.vpcs.get(group.vpcId)?.isDefault) return group;
  }
  throw errors.groupNotFound(request.GroupName);
}

/** The route table of a subnet: its own, else its VPC's main one. */
export function routeTableOf(state: Ec2State, subnet: SubnetRecord): RouteTable | undefined {
  let main: RouteTable | undefined;
  for (const table of state.routeTables.values()) {
    if (table.vpcId !== subnet.vpcId) continue;
    for (const association of table.associations) {
      if (association.subnetId === subnet.id) return table;
      if (association.subnetId === undefined) main = table;
    }
  }
  return main;
}

function find<T>(
  from: ReadonlyMap<string, T>,
  id: string | undefined,
  parameter: string,
  error: (id: string) => Error,
): T {
  if (!id) throw errors.missing(parameter);
  const found = from.get(id);
  if (!found) throw error(id);
  return found;
}
