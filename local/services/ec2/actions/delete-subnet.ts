import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findSubnet } from "../find.ts";
import type { Ec2State } from "../state.ts";

export const deleteSubnet: Action<"ec2", "DeleteSubnet", Ec2State> = (input, { state }) => {
  const subnet = findSubnet(state, input.SubnetId);
  if ([...state.interfaces.values()].some((other) => other.subnetId === subnet.id)) {
    throw new AwsError("DependencyViolation", `The subnet '${subnet.id}' has dependencies and cannot be deleted.`);
  }
  for (const table of state.routeTables.values()) {
    const index = table.associations.findIndex((association) => association.subnetId === subnet.id);
    if (index >= 0) table.associations.splice(index, 1);
  }
  state.subnets.delete(subnet.id);
  state.tags.delete(subnet.id);
  return {};
};
