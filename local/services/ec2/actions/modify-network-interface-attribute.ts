import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findInterface } from "../find.ts";
import { checkGroups } from "../interfaces.ts";
import type { Ec2State } from "../state.ts";

/** Changes an interface's groups. One that a service made for itself is that service's to change. */
export const modifyNetworkInterfaceAttribute: Action<"ec2", "ModifyNetworkInterfaceAttribute", Ec2State> = (
  input,
  { state },
) => {
  const found = findInterface(state, input.NetworkInterfaceId);
  if (found.requesterManaged) {
    throw new AwsError("AuthFailure", "You do not have permission to access the specified resource.");
  }
  if (input.Groups?.length) {
    checkGroups(state, found.vpcId, input.Groups);
    found.securityGroupIds = input.Groups;
  }
  return {};
};
