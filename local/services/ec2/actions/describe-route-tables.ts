import type { Action } from "../../../edge/contract.ts";
import { applyFilters, type Fields } from "../filters.ts";
import { findRouteTable } from "../find.ts";
import { page } from "../pages.ts";
import type { Ec2State, RouteTable } from "../state.ts";
import { viewRouteTable } from "../views.ts";

const fields: Fields<RouteTable> = {
  "route-table-id": (table) => table.id,
  "vpc-id": (table) => table.vpcId,
  "association.route-table-association-id": (table) => table.associations.map((association) => association.id),
  "association.route-table-id": (table) => (table.associations.length > 0 ? table.id : undefined),
  "association.subnet-id": (table) => table.associations.map((association) => association.subnetId),
  "association.main": (table) => table.associations.map((association) => String(association.subnetId === undefined)),
  "route.destination-cidr-block": (table) => table.routes.map((route) => route.destination),
  "route.gateway-id": (table) => table.routes.map((route) => route.gatewayId),
  "route.origin": (table) => table.routes.map((route) => route.origin),
  "route.state": () => "active",
};

export const describeRouteTables: Action<"ec2", "DescribeRouteTables", Ec2State> = (input, { state, world }) => {
  const asked = input.RouteTableIds?.length
    ? input.RouteTableIds.map((id) => findRouteTable(state, id))
    : state.routeTables.values();
  const found = applyFilters(asked, input.Filters, fields, (table) => state.tags.get(table.id));
  const { items, ...rest } = page(found, input);
  return { RouteTables: items.map((table) => viewRouteTable(state, world, table)), ...rest };
};
