import type { Action } from "../../../edge/contract.ts";
import { applyFilters, type Fields } from "../filters.ts";
import { findInternetGateway } from "../find.ts";
import { page } from "../pages.ts";
import type { Ec2State, InternetGateway } from "../state.ts";
import { viewInternetGateway } from "../views.ts";

const fields: Fields<InternetGateway> = {
  "internet-gateway-id": (gateway) => gateway.id,
  "attachment.vpc-id": (gateway) => gateway.vpcId,
  "attachment.state": (gateway) => (gateway.vpcId ? "available" : undefined),
};

export const describeInternetGateways: Action<"ec2", "DescribeInternetGateways", Ec2State> = (
  input,
  { state, world },
) => {
  const asked = input.InternetGatewayIds?.length
    ? input.InternetGatewayIds.map((id) => findInternetGateway(state, id))
    : state.internetGateways.values();
  const found = applyFilters(asked, input.Filters, fields, (gateway) => state.tags.get(gateway.id));
  const { items, ...rest } = page(found, input);
  return { InternetGateways: items.map((gateway) => viewInternetGateway(state, world, gateway)), ...rest };
};
