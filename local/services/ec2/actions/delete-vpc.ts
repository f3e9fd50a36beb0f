import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findVpc } from "../find.ts";
import type { Ec2State } from "../state.ts";

/** Refused while the VPC has anything but what EC2 itself put there. */
export const deleteVpc: Action<"ec2", "DeleteVpc", Ec2State> = (input, { state }) => {
  const vpc = findVpc(state, input.VpcId);
  const own = <T extends { vpcId: string | undefined }>(all: ReadonlyMap<string, T>) =>
    [...all].filter(([, item]) => item.vpcId === vpc.id);
  const groups = own(state.securityGroups);
  const tables = own(state.routeTables);
  const foreign =
    own(state.subnets).length +
    own(state.internetGateways).length +
    groups.filter(([, group]) => group.name !== "default").length +
    tables.filter(([, table]) => !table.associations.some((association) => !association.subnetId)).length;
  if (foreign > 0) {
    throw new AwsError("DependencyViolation", `The vpc '${vpc.id}' has dependencies and cannot be deleted.`);
  }
  for (const [id] of groups) state.securityGroups.delete(id);
  for (const [id] of tables) state.routeTables.delete(id);
  state.vpcs.delete(vpc.id);
  state.tags.delete(vpc.id);
  return {};
};
