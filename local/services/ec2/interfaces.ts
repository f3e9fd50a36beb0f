import { AwsError } from "../../edge/aws-error.ts";
import type { World } from "../../world/world.ts";
import { type Block, formatAddress, parseBlock, size } from "./cidr.ts";
import { errors } from "./errors.ts";
import { findGroup, findSubnet } from "./find.ts";
import { newId } from "./ids.ts";
import type { Ec2State, Interface, SubnetRecord } from "./state.ts";

/** Public addresses come from 198.18.0.0/15, which nobody on the internet has (RFC 2544). */
const publicBlock = parseBlock("198.18.0.0/15") as Block;

/** AWS keeps the first four addresses of a subnet and the last one. */
const reservedFirst = 4;
const reservedLast = 1;

/** Makes an interface in a subnet with the subnet's next free address. */
export function addInterface(
  state: Ec2State,
  world: World,
  request: Pick<Interface, "description" | "interfaceType" | "requesterId" | "requesterManaged"> & {
    subnetId: string;
    securityGroupIds: readonly string[];
    assignPublicIp: boolean;
  },
): Interface {
  const subnet = findSubnet(state, request.subnetId);
  checkGroups(state, subnet.vpcId, request.securityGroupIds);
  const made: Interface = {
    id: newId(world, "eni"),
    subnetId: subnet.id,
    vpcId: subnet.vpcId,
    zone: subnet.zone,
    privateIp: nextAddress(state, subnet),
    publicIp: request.assignPublicIp
      ? formatAddress(publicBlock.base + Math.floor(world.random.next() * size(publicBlock)))
      : undefined,
    macAddress: `0a:${Array.from({ length: 5 }, () => world.random.characters(2)).join(":")}`,
    description: request.description,
    interfaceType: request.interfaceType,
    requesterId: request.requesterId,
    requesterManaged: request.requesterManaged,
    attachmentId: request.requesterManaged ? `eni-attach-0${world.random.characters(16)}` : undefined,
    securityGroupIds: request.securityGroupIds,
  };
  state.interfaces.set(made.id, made);
  state.addresses.set(made.privateIp, made.id);
  return made;
}

export function removeInterface(state: Ec2State, id: string): void {
  const found = state.interfaces.get(id);
  if (!found) return;
  state.interfaces.delete(id);
  state.addresses.delete(found.privateIp);
  state.tags.delete(id);
}

/** Throws unless all groups exist and are of the VPC. */
export function checkGroups(state: Ec2State, vpcId: string, groups: readonly string[]): void {
  for (const id of groups) {
    if (findGroup(state, id).vpcId !== vpcId) throw errors.otherNetwork();
  }
}

function nextAddress(state: Ec2State, subnet: SubnetRecord): string {
  const block = parseBlock(subnet.cidr) as Block;
  const usable = size(block) - reservedFirst - reservedLast;
  for (let step = 0; step < usable; step++) {
    const host = (subnet.nextHost + step) % usable;
    const address = formatAddress(block.base + reservedFirst + host);
    if (state.addresses.has(address)) continue;
    subnet.nextHost = (host + 1) % usable;
    return address;
  }
  throw new AwsError(
    "InsufficientFreeAddressesInSubnet",
    "The specified subnet does not have enough free addresses to satisfy the request.",
  );
}

/** How many addresses of the subnet are still to be had. */
export function freeAddresses(state: Ec2State, subnet: SubnetRecord): number {
  const used = [...state.interfaces.values()].filter((other) => other.subnetId === subnet.id).length;
  return size(parseBlock(subnet.cidr) as Block) - reservedFirst - reservedLast - used;
}
