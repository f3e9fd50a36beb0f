import type { Action } from "../../../edge/contract.ts";
import { addRouteTable } from "../default-network.ts";
import { findRouteTable, findVpc } from "../find.ts";
import type { Ec2State } from "../state.ts";
import { setTags, specifiedTags } from "../tags.ts";
import { viewRouteTable } from "../views.ts";

export const createRouteTable: Action<"ec2", "CreateRouteTable", Ec2State> = (input, { state, world }) => {
  const vpc = findVpc(state, input.VpcId);
  const tags = specifiedTags(input.TagSpecifications, "route-table");
  const id = addRouteTable(state, world, vpc, { main: false });
  setTags(state, id, tags);
  return { RouteTable: viewRouteTable(state, world, findRouteTable(state, id)) };
};
