import type { Ec2Port, NetworkInterface } from "../../cloud.ts";
import type { World } from "../../world/world.ts";
import { findInterface, routeTableOf } from "./find.ts";
import { addInterface, checkGroups, removeInterface } from "./interfaces.ts";
import { permits } from "./permits.ts";
import type { Ec2State, Interface } from "./state.ts";

/** EC2 as ECS and Elastic Load Balancing reach it. */
export function createPort(state: Ec2State, world: World): Ec2Port {
  return {
    subnet(id) {
      const subnet = state.subnets.get(id);
      if (!subnet) return undefined;
      const routes = routeTableOf(state, subnet)?.routes ?? [];
      return {
        id,
        vpcId: subnet.vpcId,
        zone: subnet.zone,
        cidr: subnet.cidr,
        public: routes.some((route) => route.gatewayId.startsWith("igw-")),
      };
    },
    securityGroup(id) {
      const group = state.securityGroups.get(id);
      return group && { id, vpcId: group.vpcId, name: group.name };
    },
    defaultSecurityGroup(vpcId) {
      return [...state.securityGroups.values()].find((group) => group.vpcId === vpcId && group.name === "default")?.id;
    },
    createInterface: (request) =>
      toInterface(
        addInterface(state, world, {
          ...request,
          interfaceType: request.interfaceType ?? "interface",
          requesterManaged: true,
          assignPublicIp: request.assignPublicIp ?? false,
        }),
      ),
    interface(id) {
      const found = state.interfaces.get(id);
      return found && toInterface(found);
    },
    interfaceAt(privateIp) {
      const found = state.interfaces.get(state.addresses.get(privateIp) ?? "");
      return found && toInterface(found);
    },
    setInterfaceGroups(id, securityGroupIds) {
      const found = findInterface(state, id);
      checkGroups(state, found.vpcId, securityGroupIds);
      found.securityGroupIds = securityGroupIds;
    },
    deleteInterface: (id) => removeInterface(state, id),
    permits: (from, to, port) => permits(state, from, to, port),
  };
}

function toInterface(found: Interface): NetworkInterface {
  return {
    id: found.id,
    subnetId: found.subnetId,
    zone: found.zone,
    vpcId: found.vpcId,
    privateIp: found.privateIp,
    ...(found.publicIp && { publicIp: found.publicIp }),
    macAddress: found.macAddress,
    securityGroupIds: found.securityGroupIds,
  };
}
