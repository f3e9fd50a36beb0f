import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { errors } from "../errors.ts";
import { findRouteTable } from "../find.ts";
import type { Ec2State } from "../state.ts";

export const deleteRoute: Action<"ec2", "DeleteRoute", Ec2State> = (input, { state }) => {
  const table = findRouteTable(state, input.RouteTableId);
  const index = table.routes.findIndex((route) => route.destination === input.DestinationCidrBlock);
  if (index < 0) {
    throw new AwsError(
      "InvalidRoute.NotFound",
      `no route with destination-cidr-block ${input.DestinationCidrBlock} in route table ${table.id}`,
    );
  }
  if (table.routes[index]?.gatewayId === "local") {
    throw errors.invalidValue(`cannot remove local route ${input.DestinationCidrBlock} in route table ${table.id}`);
  }
  table.routes.splice(index, 1);
  return {};
};
