import type { Action } from "../../../edge/contract.ts";
import { applyFilters, type Fields } from "../filters.ts";
import { findSubnet } from "../find.ts";
import { page } from "../pages.ts";
import type { Ec2State, SubnetRecord } from "../state.ts";
import { viewSubnet, zoneId } from "../views.ts";

const fields: Fields<SubnetRecord> = {
  "subnet-id": (subnet) => subnet.id,
  "vpc-id": (subnet) => subnet.vpcId,
  "availability-zone": (subnet) => subnet.zone,
  availabilityZone: (subnet) => subnet.zone,
  "availability-zone-id": (subnet) => zoneId(subnet.zone),
  "cidr-block": (subnet) => subnet.cidr,
  cidr: (subnet) => subnet.cidr,
  "default-for-az": (subnet) => String(subnet.defaultForZone),
  defaultForAz: (subnet) => String(subnet.defaultForZone),
  "map-public-ip-on-launch": (subnet) => String(subnet.mapPublicIpOnLaunch),
  state: () => "available",
};

export const describeSubnets: Action<"ec2", "DescribeSubnets", Ec2State> = (input, { state, world }) => {
  const asked = input.SubnetIds?.length ? input.SubnetIds.map((id) => findSubnet(state, id)) : state.subnets.values();
  const found = applyFilters(asked, input.Filters, fields, (subnet) => state.tags.get(subnet.id));
  const { items, ...rest } = page(found, input);
  return { Subnets: items.map((subnet) => viewSubnet(state, world, subnet)), ...rest };
};
