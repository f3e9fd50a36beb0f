import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { zones } from "../../../world/world.ts";
import { type Block, contains, formatBlock, overlap, parseBlock } from "../cidr.ts";
import { addSubnet } from "../default-network.ts";
import { errors } from "../errors.ts";
import { findVpc } from "../find.ts";
import type { Ec2State } from "../state.ts";
import { setTags, specifiedTags } from "../tags.ts";
import { viewSubnet } from "../views.ts";

export const createSubnet: Action<"ec2", "CreateSubnet", Ec2State> = (input, { state, world }) => {
  const vpc = findVpc(state, input.VpcId);
  if (!input.CidrBlock) throw errors.missing("cidrBlock");
  const tags = specifiedTags(input.TagSpecifications, "subnet");
  const block = parseBlock(input.CidrBlock);
  if (!block || block.bits > 28 || !contains(parseBlock(vpc.cidr) as Block, block)) {
    throw new AwsError("InvalidSubnet.Range", `The CIDR '${input.CidrBlock}' is invalid.`);
  }
  for (const other of state.subnets.values()) {
    if (other.vpcId !== vpc.id || !overlap(parseBlock(other.cidr) as Block, block)) continue;
    throw new AwsError("InvalidSubnet.Conflict", `The CIDR '${input.CidrBlock}' conflicts with another subnet`);
  }
  const all = zones(world);
  const zone = input.AvailabilityZone ?? (all[0] as string);
  if (!all.includes(zone)) {
    throw errors.invalidValue(
      `Value (${zone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${all.join(", ")}.`,
    );
  }
  const subnet = addSubnet(state, world, { vpcId: vpc.id, zone, cidr: formatBlock(block), defaultForZone: false });
  setTags(state, subnet.id, tags);
  return { Subnet: viewSubnet(state, world, subnet) };
};
