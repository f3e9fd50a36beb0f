import type { Action } from "../../../edge/contract.ts";
import type { Ec2State } from "../state.ts";

export const describeAccountAttributes: Action<"ec2", "DescribeAccountAttributes", Ec2State> = (input, { state }) => {
  const defaultVpc = [...state.vpcs.values()].find((vpc) => vpc.isDefault)?.id ?? "none";
  const values: Readonly<Record<string, string>> = {
    "supported-platforms": "VPC",
    "default-vpc": defaultVpc,
    "max-instances": "20",
    "vpc-max-security-groups-per-interface": "5",
    "max-elastic-ips": "5",
    "vpc-max-elastic-ips": "5",
  };
  const asked: readonly string[] = input.AttributeNames?.length ? input.AttributeNames : Object.keys(values);
  return {
    AccountAttributes: asked
      .filter((name) => name in values)
      .map((name) => ({ AttributeName: name, AttributeValues: [{ AttributeValue: values[name] }] })),
  };
};
