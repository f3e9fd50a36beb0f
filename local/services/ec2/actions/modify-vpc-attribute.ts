import type { Action } from "../../../edge/contract.ts";
import { findVpc } from "../find.ts";
import type { Ec2State } from "../state.ts";

export const modifyVpcAttribute: Action<"ec2", "ModifyVpcAttribute", Ec2State> = (input, { state }) => {
  const vpc = findVpc(state, input.VpcId);
  vpc.dnsSupport = input.EnableDnsSupport?.Value ?? vpc.dnsSupport;
  vpc.dnsHostnames = input.EnableDnsHostnames?.Value ?? vpc.dnsHostnames;
  return {};
};
