import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findInternetGateway, findVpc } from "../find.ts";
import type { Ec2State } from "../state.ts";

export const attachInternetGateway: Action<"ec2", "AttachInternetGateway", Ec2State> = (input, { state }) => {
  const gateway = findInternetGateway(state, input.InternetGatewayId);
  const vpc = findVpc(state, input.VpcId);
  if (gateway.vpcId) {
    throw new AwsError(
      "Resource.AlreadyAssociated",
      `resource ${gateway.id} is already attached to network ${gateway.vpcId}`,
    );
  }
  for (const other of state.internetGateways.values()) {
    if (other.vpcId !== vpc.id) continue;
    throw new AwsError("InvalidParameterValue", `Network ${vpc.id} already has an internet gateway attached`);
  }
  gateway.vpcId = vpc.id;
  return {};
};
