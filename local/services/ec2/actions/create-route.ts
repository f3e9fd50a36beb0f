import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { formatBlock, parseBlock } from "../cidr.ts";
import { errors } from "../errors.ts";
import { findInternetGateway, findRouteTable } from "../find.ts";
import type { Ec2State } from "../state.ts";

/** Routes lead to an internet gateway; there are no NAT gateways or peerings to lead to. */
export const createRoute: Action<"ec2", "CreateRoute", Ec2State> = (input, { state }) => {
  const table = findRouteTable(state, input.RouteTableId);
  const block = parseBlock(input.DestinationCidrBlock ?? "");
  if (!block) {
    throw errors.invalidValue(
      `Value (${input.DestinationCidrBlock}) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.`,
    );
  }
  if (input.NatGatewayId) {
    throw new AwsError("InvalidNatGatewayID.NotFound", `The natGateway ID '${input.NatGatewayId}' does not exist`);
  }
  const gateway = findInternetGateway(state, input.GatewayId);
  if (gateway.vpcId !== table.vpcId) {
    throw errors.invalidValue(`route table ${table.id} and network gateway ${gateway.id} belong to different networks`);
  }
  const destination = formatBlock(block);
  if (table.routes.some((route) => route.destination === destination)) {
    throw new AwsError("RouteAlreadyExists", `The route identified by ${destination} already exists.`);
  }
  table.routes.push({ destination, gatewayId: gateway.id, origin: "CreateRoute" });
  return { Return: true };
};
