import type { Action } from "../../../edge/contract.ts";
import { applyFilters, type Fields } from "../filters.ts";
import { findInterface } from "../find.ts";
import { page } from "../pages.ts";
import type { Ec2State, Interface } from "../state.ts";
import { viewInterface } from "../views.ts";

const fields: Fields<Interface> = {
  "network-interface-id": (found) => found.id,
  "subnet-id": (found) => found.subnetId,
  "vpc-id": (found) => found.vpcId,
  "availability-zone": (found) => found.zone,
  "group-id": (found) => found.securityGroupIds,
  description: (found) => found.description,
  status: (found) => (found.attachmentId ? "in-use" : "available"),
  "interface-type": (found) => found.interfaceType,
  "requester-id": (found) => found.requesterId,
  "requester-managed": (found) => String(found.requesterManaged),
  "private-ip-address": (found) => found.privateIp,
  "addresses.private-ip-address": (found) => found.privateIp,
  "association.public-ip": (found) => found.publicIp,
  "mac-address": (found) => found.macAddress,
  "attachment.attachment-id": (found) => found.attachmentId,
};

export const describeNetworkInterfaces: Action<"ec2", "DescribeNetworkInterfaces", Ec2State> = (
  input,
  { state, world },
) => {
  const asked = input.NetworkInterfaceIds?.length
    ? input.NetworkInterfaceIds.map((id) => findInterface(state, id))
    : state.interfaces.values();
  const named: Fields<Interface> = {
    ...fields,
    "group-name": (found) => found.securityGroupIds.map((id) => state.securityGroups.get(id)?.name),
    "owner-id": () => world.account,
  };
  const found = applyFilters(asked, input.Filters, named, (each) => state.tags.get(each.id));
  const { items, ...rest } = page(found, input);
  return { NetworkInterfaces: items.map((each) => viewInterface(state, world, each)), ...rest };
};
