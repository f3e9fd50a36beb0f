import { AwsError } from "../../edge/aws-error.ts";

/** `InvalidGroup.NotFound` and its kin, worded as EC2 does. */
export const errors = {
  vpcNotFound: (id: string) => new AwsError("InvalidVpcID.NotFound", `The vpc ID '${id}' does not exist`),
  subnetNotFound: (id: string) => new AwsError("InvalidSubnetID.NotFound", `The subnet ID '${id}' does not exist`),
  routeTableNotFound: (id: string) =>
    new AwsError("InvalidRouteTableID.NotFound", `The routeTable ID '${id}' does not exist`),
  gatewayNotFound: (id: string) =>
    new AwsError("InvalidInternetGatewayID.NotFound", `The internetGateway ID '${id}' does not exist`),
  groupNotFound: (id: string) => new AwsError("InvalidGroup.NotFound", `The security group '${id}' does not exist`),
  groupMalformed: (id: string) => new AwsError("InvalidGroupId.Malformed", `Invalid id: "${id}" (expecting "sg-...")`),
  ruleNotFound: (id: string) =>
    new AwsError("InvalidSecurityGroupRuleId.NotFound", `The security group rule ID '${id}' does not exist`),
  interfaceNotFound: (id: string) =>
    new AwsError("InvalidNetworkInterfaceID.NotFound", `The networkInterface ID '${id}' does not exist`),
  otherNetwork: () =>
    new AwsError("InvalidParameter", "You have specified two resources that belong to different networks."),
  dependency: (id: string) => new AwsError("DependencyViolation", `resource ${id} has a dependent object`),
  missing: (parameter: string) =>
    new AwsError("MissingParameter", `The request must contain the parameter ${parameter}`),
  invalidValue: (message: string) => new AwsError("InvalidParameterValue", message),
} as const;
