import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { errors } from "../errors.ts";
import { findRouteTable, findSubnet } from "../find.ts";
import { newId } from "../ids.ts";
import type { Ec2State } from "../state.ts";

export const associateRouteTable: Action<"ec2", "AssociateRouteTable", Ec2State> = (input, { state, world }) => {
  const table = findRouteTable(state, input.RouteTableId);
  const subnet = findSubnet(state, input.SubnetId);
  if (subnet.vpcId !== table.vpcId) {
    throw errors.invalidValue(`route table ${table.id} and subnet ${subnet.id} belong to different networks`);
  }
  for (const other of state.routeTables.values()) {
    if (!other.associations.some((association) => association.subnetId === subnet.id)) continue;
    throw new AwsError(
      "Resource.AlreadyAssociated",
      `the specified association for route table ${table.id} conflicts with an existing association`,
    );
  }
  const id = newId(world, "rtbassoc");
  table.associations.push({ id, subnetId: subnet.id });
  return { AssociationId: id, AssociationState: { State: "associated" } };
};
