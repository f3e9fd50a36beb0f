import type { Action } from "../../../edge/contract.ts";
import { applyFilters, type Fields } from "../filters.ts";
import { findVpc } from "../find.ts";
import { page } from "../pages.ts";
import type { Ec2State, Vpc } from "../state.ts";
import { viewVpc } from "../views.ts";

const fields: Fields<Vpc> = {
  "vpc-id": (vpc) => vpc.id,
  cidr: (vpc) => vpc.cidr,
  "cidr-block": (vpc) => vpc.cidr,
  "cidr-block-association.cidr-block": (vpc) => vpc.cidr,
  "is-default": (vpc) => String(vpc.isDefault),
  isDefault: (vpc) => String(vpc.isDefault),
  state: () => "available",
};

export const describeVpcs: Action<"ec2", "DescribeVpcs", Ec2State> = (input, { state, world }) => {
  const asked = input.VpcIds?.length ? input.VpcIds.map((id) => findVpc(state, id)) : state.vpcs.values();
  const found = applyFilters(asked, input.Filters, fields, (vpc) => state.tags.get(vpc.id));
  const { items, ...rest } = page(found, input);
  return { Vpcs: items.map((vpc) => viewVpc(state, world, vpc)), ...rest };
};
