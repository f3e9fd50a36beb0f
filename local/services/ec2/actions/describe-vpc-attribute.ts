import type { Action } from "../../../edge/contract.ts";
import { findVpc } from "../find.ts";
import type { Ec2State } from "../state.ts";

export const describeVpcAttribute: Action<"ec2", "DescribeVpcAttribute", Ec2State> = (input, { state }) => {
  const vpc = findVpc(state, input.VpcId);
  return {
    VpcId: vpc.id,
    ...(input.Attribute === "enableDnsSupport" && { EnableDnsSupport: { Value: vpc.dnsSupport } }),
    ...(input.Attribute === "enableDnsHostnames" && { EnableDnsHostnames: { Value: vpc.dnsHostnames } }),
    ...(input.Attribute === "enableNetworkAddressUsageMetrics" && {
      EnableNetworkAddressUsageMetrics: { Value: false },
    }),
  };
};
