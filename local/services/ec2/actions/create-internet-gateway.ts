import type { Action } from "../../../edge/contract.ts";
import { newId } from "../ids.ts";
import type { Ec2State, InternetGateway } from "../state.ts";
import { setTags, specifiedTags } from "../tags.ts";
import { viewInternetGateway } from "../views.ts";

export const createInternetGateway: Action<"ec2", "CreateInternetGateway", Ec2State> = (input, { state, world }) => {
  const tags = specifiedTags(input.TagSpecifications, "internet-gateway");
  const gateway: InternetGateway = { id: newId(world, "igw"), vpcId: undefined };
  state.internetGateways.set(gateway.id, gateway);
  setTags(state, gateway.id, tags);
  return { InternetGateway: viewInternetGateway(state, world, gateway) };
};
