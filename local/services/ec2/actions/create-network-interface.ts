import type { Action } from "../../../edge/contract.ts";
import { findSubnet } from "../find.ts";
import { addInterface } from "../interfaces.ts";
import type { Ec2State } from "../state.ts";
import { setTags, specifiedTags } from "../tags.ts";
import { viewInterface } from "../views.ts";

export const createNetworkInterface: Action<"ec2", "CreateNetworkInterface", Ec2State> = (input, { state, world }) => {
  const subnet = findSubnet(state, input.SubnetId);
  const tags = specifiedTags(input.TagSpecifications, "network-interface");
  const defaults = [...state.securityGroups.values()].filter(
    (group) => group.vpcId === subnet.vpcId && group.name === "default",
  );
  const made = addInterface(state, world, {
    subnetId: subnet.id,
    securityGroupIds: input.Groups?.length ? input.Groups : defaults.map((group) => group.id),
    description: input.Description ?? "",
    interfaceType: "interface",
    requesterId: world.account,
    requesterManaged: false,
    assignPublicIp: false,
  });
  setTags(state, made.id, tags);
  return { NetworkInterface: viewInterface(state, world, made) };
};
