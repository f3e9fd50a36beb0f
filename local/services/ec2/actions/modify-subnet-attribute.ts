import type { Action } from "../../../edge/contract.ts";
import { findSubnet } from "../find.ts";
import type { Ec2State } from "../state.ts";

export const modifySubnetAttribute: Action<"ec2", "ModifySubnetAttribute", Ec2State> = (input, { state }) => {
  const subnet = findSubnet(state, input.SubnetId);
  subnet.mapPublicIpOnLaunch = input.MapPublicIpOnLaunch?.Value ?? subnet.mapPublicIpOnLaunch;
  return {};
};
